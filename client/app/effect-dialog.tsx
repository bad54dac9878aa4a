import { For, Show, type JSX } from "solid-js";
import { MOST_COUNTED } from "#domain/policy/touches.ts";
import type { Effect } from "#domain/policy/effect.ts";
import { effectSentence } from "#client/fields/effect-sentence.ts";
import { RecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import type { OpenQuestion } from "#client/replica/effect-question.ts";
import { Button } from "#client/ui/button.tsx";
import { Dialog } from "#client/ui/dialog.tsx";
import "./effect-dialog.css";

const isTold = (effects: OpenQuestion["effects"]): effects is readonly Effect[] => typeof effects !== "string";

/** What a change of the organisation means for others, before it is made. */
export const EffectDialog = (props: { readonly question: OpenQuestion | null }): JSX.Element => {
  const words = useI18n();
  const { t } = words;
  return (
    <Show when={props.question} keyed>
      {({ effects, answer }) => (
        <Dialog
          open
          onClose={() => answer(false)}
          title={t(isTold(effects) ? "effect.title" : "effect.unknownTitle")}
          description={isTold(effects) ? effectSentence(words, effects) : t(`effect.unknown.${effects}`, { most: MOST_COUNTED })}
          actions={
            <>
              <Button onClick={() => answer(false)}>{t("ui.cancel")}</Button>
              <Button kind="primary" onClick={() => answer(true)}>
                {t(isTold(effects) ? "effect.apply" : "effect.applyAnyway")}
              </Button>
            </>
          }
        >
          <Show when={isTold(effects) && effects}>{(known) => <EffectTable effects={known()} />}</Show>
        </Dialog>
      )}
    </Show>
  );
};

const EffectTable = (props: { readonly effects: readonly Effect[] }): JSX.Element => {
  const { t, formats } = useI18n();
  const sorted = (): readonly Effect[] => props.effects.toSorted((a, b) => b.lost - a.lost || b.gained - a.gained);
  const figure = (count: number, sign: string): string => (count === 0 ? "" : `${sign}${formats().number(count)}`);
  return (
    <table class="effect">
      <thead>
        <tr>
          <th scope="col">{t("effect.person")}</th>
          <th scope="col">{t("effect.lost")}</th>
          <th scope="col">{t("effect.gained")}</th>
        </tr>
      </thead>
      <tbody>
        <For each={sorted()}>
          {({ person, lost, gained }) => (
            <tr>
              <th scope="row">
                <RecordName id={person} />
              </th>
              <td data-lost>{figure(lost, "−")}</td>
              <td>{figure(gained, "+")}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
};
