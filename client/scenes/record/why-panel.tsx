import { createResource, createSignal, For, Show, type JSX } from "solid-js";
import { wordsOf } from "#domain/entities/words.ts";
import type { RecordId } from "#domain/id.ts";
import { textOf } from "#domain/schema/read.ts";
import { searchRecords } from "#client/fields/choices.ts";
import { useRecordName } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { useReplica } from "#client/replica/replica-context.tsx";
import { Combobox } from "#client/ui/combobox.tsx";
import { SidePanel } from "#client/ui/dialog.tsx";
import type { Choice } from "#client/ui/option.ts";
import { whySentences } from "./why-sentences.ts";
import "./why-panel.css";

/** Tells an administrator why a chosen person reads the record, or why not. */
export const WhyPanel = (props: { readonly onClose: () => void }): JSX.Element => {
  const replica = useReplica();
  const nameOf = useRecordName();
  const record = useRecord();
  const row = useRow();
  const i18n = useI18n();
  const { t, locale } = i18n;
  const [person, setPerson] = createSignal<Choice | null>(null);

  const roleOf = async (id: RecordId): Promise<string> => {
    const [user] = await replica.api.rows([id]);
    const own = user ? textOf(user, "customRole") : null;
    const word = user ? textOf(user, "role") : null;
    return (own === null ? null : replica.titleOf(own)) ?? wordsOf(locale(), "user").options["role"]?.[word ?? "sales"] ?? "…";
  };
  const field = (name: string): string => {
    const words = record.words();
    const [list = "", inner] = name.split(".");
    return (inner === undefined ? words.fields[name] : words.lines?.[list]?.[inner]) ?? name;
  };
  const question = () => {
    const chosen = person();
    return chosen && { id: chosen.id as RecordId, name: chosen.label, row: row() };
  };
  const [sentences] = createResource(question, async ({ id, name }) => {
    const [why, role] = await Promise.all([replica.api.why(id, record.id), roleOf(id)]);
    const right = (facet: string): string => wordsOf(locale(), "user").options["rights"]?.[facet] ?? facet;
    return whySentences({ i18n, name, role, nameOf, right, field }, why);
  });

  return (
    <SidePanel open title={t("record.why")} description={t("why.explain")} onClose={() => props.onClose()}>
      <div class="panel-form">
        <Combobox label={t("why.person")} autofocus required value={person()} search={searchRecords(replica.api, "user")} onCommit={setPerson} />
        <Show when={person() && sentences.latest}>
          {(told) => (
            <ul class="why" role="status">
              <For each={told()}>{(sentence) => <li>{sentence}</li>}</For>
            </ul>
          )}
        </Show>
      </div>
    </SidePanel>
  );
};
