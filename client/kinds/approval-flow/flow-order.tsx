import { For, Show, type JSX } from "solid-js";
import { moved } from "#domain/approval/order.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, textOf } from "#domain/schema/read.ts";
import { RecordLink } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useNotice } from "#client/record/notice.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { IconButton } from "#client/ui/button.tsx";

export interface FlowOrderProps {
  /** In their order. */
  readonly rows: readonly Row[];
  readonly current: string;
  readonly readOnly: boolean;
}

/** All flows of one kind of record in the order in which they are tried; each is moved up and down. */
export const FlowOrder = (props: FlowOrderProps): JSX.Element => {
  const replica = useReplica();
  const notice = useNotice();
  const { t } = useI18n();
  const move = async (row: Row, by: -1 | 1): Promise<void> => {
    const outcome = await replica.edit(t("flow.changed"), moved(props.rows, row.id, by).map(({ id, place }) => ({ record: id, values: { place } })));
    if (!outcome.ok) notice(outcome.error);
  };
  return (
    <Show when={props.rows.length > 1}>
      <section aria-label={t("flow.order")}>
        <h2 class="section-title">{t("flow.order")}</h2>
        <p class="quiet">{t("flow.orderExplain")}</p>
        <ol class="flow__order">
          <For each={props.rows}>
            {(row, index) => (
              <li aria-current={row.id === props.current ? "true" : undefined}>
                <span class="flow__number">{index() + 1}</span>
                <RecordLink id={row.id} />
                <Show when={markOf(row, "disabled")}>
                  <span class="quiet">{t("flow.off")}</span>
                </Show>
                <Show when={!props.readOnly}>
                  <span class="flow__orderactions">
                    <IconButton icon="arrow-up" size="small" label={t("flow.earlier", { name: textOf(row, "name") ?? "" })} disabledReason={index() === 0 ? t("lines.isFirst") : undefined} onClick={() => void move(row, -1)} />
                    <IconButton icon="arrow-down" size="small" label={t("flow.later", { name: textOf(row, "name") ?? "" })} disabledReason={index() === props.rows.length - 1 ? t("lines.isLast") : undefined} onClick={() => void move(row, 1)} />
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
};
