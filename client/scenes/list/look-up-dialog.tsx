import { createSignal, For, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import type { Entity } from "#domain/schema/entity.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { AskAccess } from "#client/record/ask-access.tsx";
import { createLookUp } from "#client/record/look-up.ts";
import { Dialog } from "#client/ui/dialog.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { TextInput } from "#client/ui/text-input.tsx";
import "./look-up.css";

export interface LookUpDialogProps {
  readonly entity: Entity;
  readonly onOpen: (record: RecordId) => void;
  readonly onClose: () => void;
}

const MOST = 12;

/** Asks whether somebody has a record already: one's own by any part of the name, those of others by the full one. */
export const LookUpDialog = (props: LookUpDialogProps): JSX.Element => {
  const { t, locale } = useI18n();
  const { found, look } = createLookUp(props.entity, MOST);
  const [asked, setAsked] = createSignal<ReadonlySet<string>>(new Set());
  const words = () => wordsOf(locale(), props.entity.kind);
  const nothing = (): boolean => found()?.hits.length === 0 && found()?.taken.length === 0 && found()?.unasked !== "denied";
  return (
    <Dialog open onClose={props.onClose} title={t("list.lookUp.title", { name: words().one })} description={t("list.lookUp.text")}>
      <TextInput label={t("list.lookUp.name")} icon="search" value={null} autofocus onInput={look} />
      <div class="look-up" role="status">
        <Show when={found()}>
          {(known) => (
            <>
              <ul class="look-up__found">
                <For each={known().taken}>
                  {(taken) => (
                    <li class="look-up__taken">
                      <Icon name="circle-alert" />
                      <span dir="auto">{t("list.lookUp.taken", { title: taken.title, owner: taken.owner })}</span>
                      <Show when={!asked().has(taken.title)} fallback={<span class="look-up__quiet">{t("list.lookUp.asked")}</span>}>
                        <AskAccess about={{ kind: props.entity.kind, name: known().text }} title={taken.title} wants="read" onSent={() => setAsked((before) => new Set([...before, taken.title]))} />
                      </Show>
                    </li>
                  )}
                </For>
                <For each={known().hits}>
                  {(hit) => (
                    <li>
                      <button type="button" class="look-up__hit" onClick={() => props.onOpen(hit.id)}>
                        <span dir="auto">{hit.title}</span>
                        <span class="look-up__quiet" dir="auto">{hit.subtitle}</span>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={nothing()}>
                <p>{t("list.lookUp.none")}</p>
              </Show>
              <Show when={known().unasked}>{(why) => <p class="look-up__quiet">{t(`list.lookUp.${why()}`)}</p>}</Show>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  );
};
