import { For, Show, type JSX } from "solid-js";
import type { Entity } from "#domain/schema/entity.ts";
import { useOpenRecord } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { Collision, SearchHit } from "#workers/replica/api.ts";
import { createLookUp } from "./look-up.ts";
import "./similar-records.css";

export interface WatchedFieldProps {
  readonly entity: Entity;
  readonly name: string;
  /** Called before one of the records found is opened. */
  readonly onLeave?: (() => void) | undefined;
  readonly children: JSX.Element;
}

/** Records shown as perhaps the same. */
const MOST = 5;

/** A field of a new record, and below it what is there already with such a value while it is typed. */
export const WatchedField = (props: WatchedFieldProps): JSX.Element => {
  const { t } = useI18n();
  const open = useOpenRecord();
  const { found, look } = createLookUp(props.entity, MOST, props.name);
  const hits = (): readonly SearchHit[] => found()?.hits ?? [];
  const taken = (): readonly Collision[] => found()?.taken ?? [];
  return (
    <div class="watched-field" onInput={(event) => look((event.target as HTMLInputElement).value)}>
      {props.children}
      <Show when={hits().length + taken().length > 0}>
        <div class="similar-records" role="status">
          <p>{t("create.similar")}</p>
          <ul>
            <For each={taken()}>{({ title, owner }) => <li dir="auto">{t("list.lookUp.taken", { title, owner })}</li>}</For>
            <For each={hits()}>
              {(hit) => (
                <li>
                  <button
                    type="button"
                    class="record-link"
                    onClick={() => {
                      props.onLeave?.();
                      open(hit.id);
                    }}
                  >
                    {hit.title}
                  </button>{" "}
                  <span class="quiet" dir="auto">
                    {hit.subtitle}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Show>
    </div>
  );
};
