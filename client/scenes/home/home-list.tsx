import { createEffect, For, Show, type JSX } from "solid-js";
import type { Row } from "#domain/schema/entity.ts";
import { useCurrency } from "#client/fields/currency.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { linkedHref, linkedQuery, type LinkedList } from "#client/query/linked-list.ts";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Money } from "#client/ui/money.tsx";

export interface HomeListProps {
  readonly title: string;
  /** What is listed and counted here, and opened by a press on the title. */
  readonly list: LinkedList;
  /** Money column summed beside the title. */
  readonly total?: string | undefined;
  readonly empty: string;
  readonly most: number;
  /** How many there are altogether says nothing here. */
  readonly uncounted?: boolean | undefined;
  readonly line: (row: Row) => JSX.Element;
}

/** The first few of a live list, with the way to all of it. */
export const HomeList = (props: HomeListProps): JSX.Element => {
  const replica = useReplica();
  const currency = useCurrency();
  const { t, formats } = useI18n();
  const list = createListView(replica.api, () => linkedQuery(props.list), () => (props.total ? [props.total] : []));
  createEffect(() => list.show(0, props.most - 1));
  const rows = (): readonly Row[] => list.result()?.rows.slice(0, props.most) ?? [];
  const count = (): number => list.result()?.count ?? 0;
  const total = (): string | undefined => (count() > 0 && props.total ? list.result()?.totals[props.total] : undefined);
  return (
    <section class="home-list" aria-label={props.title}>
      <header class="home-list__head">
        <h2 class="home-list__title">
          <a href={linkedHref(props.list)}>{props.title}</a>
        </h2>
        <Show when={!props.uncounted && count() > 0}>
          <span class="home-list__count">{formats().number(count())}</span>
        </Show>
        <span class="home-list__total">
          <Show when={total()}>{(sum) => <Money value={sum()} currency={currency()} />}</Show>
        </span>
      </header>
      <Show when={list.result()}>
        <Show when={count() > 0} fallback={<p class="home-list__empty">{replica.state().progress ? t("list.empty.arriving") : props.empty}</p>}>
          <ul>
            <For each={rows()}>{(row) => <li class="home-list__line">{props.line(row)}</li>}</For>
          </ul>
          <Show when={count() > props.most && !props.uncounted}>
            <a class="home-list__more" href={linkedHref(props.list)}>
              {t("home.more", { count: count() - props.most })}
            </a>
          </Show>
        </Show>
      </Show>
    </section>
  );
};
