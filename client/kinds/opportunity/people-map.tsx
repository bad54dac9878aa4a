import { createMemo, For, Show, type JSX } from "solid-js";
import { contact as contactEntity } from "#domain/entities/contact/contact.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Query } from "#domain/query/query.ts";
import type { Row } from "#domain/schema/entity.ts";
import { membersOf, textOf } from "#domain/schema/read.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { hrefOf } from "#client/fields/href.ts";
import { FieldView } from "#client/fields/field-value.tsx";
import { MembersEditor } from "#client/fields/members-editor.tsx";
import { RecordLink } from "#client/fields/record-link.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createListView } from "#client/replica/live.ts";
import { useReplica } from "#client/replica/replica-context.tsx";
import { IconButton } from "#client/ui/button.tsx";
import { Icon } from "#client/ui/icon.tsx";
import { toneColor } from "#client/ui/option.ts";
import { useNotice } from "#client/record/notice.ts";
import { useRecord, useRow } from "#client/record/record-model.tsx";
import { same } from "#domain/same.ts";
import "./people-map.css";

const ROLES = contactEntity.fields.role.options.map((option) => option.id as string);

/** More people than take part in any deal. */
const MOST = 200;

const byRole = (a: Row, b: Row): number => {
  const place = (row: Row): number => (ROLES.indexOf(textOf(row, "role") ?? "") + ROLES.length + 1) % (ROLES.length + 1);
  return place(a) - place(b);
};

/** The people of the customer who take part in a deal, those who decide first, each in the colour of their role. */
export const PeopleMap = (): JSX.Element => {
  const replica = useReplica();
  const record = useRecord();
  const row = useRow();
  const notice = useNotice();
  const { t, locale } = useI18n();
  const members = () => membersOf(row(), "contacts");
  const customer = (): string | null => textOf(row(), "customer");
  const query = createMemo<Query | null>(() => (members().length === 0 ? null : { kind: "contact", filter: { field: "id", is: "in", value: [...members()] } }), null, {
    equals: same,
  });
  const found = createListView(replica.api, query, () => ["name", "role", "jobTitle", "mobile", "email", "customers"]);
  found.show(0, MOST);
  /* Who was just taken out is gone at once, whenever the answer comes. */
  const people = (): readonly Row[] => ((found.result()?.rows ?? []) as readonly Row[]).filter(({ id }) => members().includes(id)).sort(byRole);
  const change = async (id: string, present: boolean): Promise<void> => {
    const label = t("record.edited", { field: record.words().fields["contacts"] ?? "" });
    notice(await record.write(label, { [memberPath("contacts", id)]: present ? 1 : null }));
  };
  const role = () => fieldShape(contactEntity, "role", locale());
  const tone = (person: Row): string | undefined => toneColor(contactEntity.fields.role.options.find((option) => option.id === person["role"])?.tone);
  /* Contacts of the deal's customer are offered; without a customer, everybody. */
  const only = (person: Row): boolean => customer() === null || membersOf(person, "customers").includes(customer() ?? "");
  return (
    <section class="people" aria-label={record.words().fields["contacts"]}>
      <h2 class="section-title">{record.words().fields["contacts"]}</h2>
      <ul class="people__list">
        <For each={people()}>
          {(person) => (
            <li class="people__one" style={{ "--tone": tone(person) ?? "var(--line-strong)" }}>
              <span class="people__name">
                <RecordLink id={person.id} />
              </span>
              <span class="people__job" dir="auto">
                {textOf(person, "jobTitle")}
              </span>
              <span class="people__role">
                <Show when={role()}>{(shape) => <FieldView field={shape().field} words={shape().words} value={person["role"]} />}</Show>
              </span>
              <span class="people__reach">
                <For each={["mobile", "email"] as const}>
                  {(name) => (
                    <Show when={hrefOf(contactEntity.fields[name], textOf(person, name) ?? "")}>
                      {(href) => <a class="record-link" href={href()}>{textOf(person, name)}</a>}
                    </Show>
                  )}
                </For>
              </span>
              <Show when={!record.denied()}>
                <IconButton icon="x" size="small" label={t("ui.remove", { name: textOf(person, "name") ?? "" })} onClick={() => void change(person.id, false)} />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={!record.denied()}>
        <div class="add-inline">
          <Icon name="plus" />
          <MembersEditor
            bare
            inline
            label={t("people.add")}
            placeholder={t("people.add")}
            of={{ kind: "ref", to: "contact" }}
            members={[]}
            only={(person) => only(person) && !members().includes(person.id)}
            presence={record.presence.inField("contacts")}
            onFocusIn={() => record.presence.enter("contacts")}
            onFocusOut={() => record.presence.leave("contacts")}
            onAdd={(id) => void change(id, true)}
            onRemove={() => undefined}
          />
        </div>
      </Show>
    </section>
  );
};
