import { createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { membersOf, textOf } from "#domain/schema/read.ts";
import { fieldShape } from "#client/fields/field-shape.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";
import { useCreate } from "#client/record/create-record.ts";
import { createDraftRecord } from "#client/record/draft-form.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";

const entity = entityOf("followUp");

/** Notes down a call, a visit, a meeting right where its history is read. Ctrl-Enter keeps it. */
export const FollowUpComposer = (props: { readonly by: string }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  const create = useCreate();
  const { t, locale, clock } = useI18n();
  const [open, setOpen] = createSignal(false);
  const [text, setText] = createSignal("");
  const [method, setMethod] = createSignal<FieldValue>("call");
  const [contact, setContact] = createSignal<FieldValue>(null);
  const [at, setAt] = createSignal<FieldValue>(null);
  const words = () => wordsOf(locale(), "followUp");

  /* On an opportunity's page the customer goes with it; on a contact's page, the only customer. */
  const begins = (): Readonly<Record<string, FieldValue>> => {
    const customers = membersOf(row(), "customers");
    const customer = props.by === "customer" ? null : (textOf(row(), "customer") ?? (customers.length === 1 ? (customers[0] ?? null) : null));
    return { [props.by]: record.id, ...(customer === null ? {} : { customer }) };
  };
  const keep = async (): Promise<void> => {
    const content = text().trim();
    if (content === "") return;
    const draft = createDraftRecord({ ...begins(), content, method: method(), at: at() ?? clock.now(), ...(contact() === null ? {} : { contact: contact() }) });
    const made = await create(entity, draft);
    if (!made) return;
    setText("");
    setContact(null);
    setAt(null);
    setOpen(false);
  };
  const editor = (name: string, value: FieldValue, set: (value: FieldValue) => void): JSX.Element => {
    const shape = fieldShape(entity, name, locale());
    return shape ? <FieldEditor bare label={shape.label} placeholder={shape.label} field={shape.field} words={shape.words} value={value} onCommit={(next) => void set(next)} /> : null;
  };

  return (
    <form
      class="composer"
      data-open={open() ? "" : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void keep();
        }
        if (event.key === "Escape" && !event.defaultPrevented && text().trim() === "") setOpen(false);
      }}
    >
      <textarea
        class="input composer__text"
        aria-label={t("followUp.note")}
        placeholder={t("followUp.note")}
        rows={open() ? 3 : 1}
        dir="auto"
        value={text()}
        onFocus={() => {
          if (!open()) setAt(clock.now());
          setOpen(true);
        }}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={open()}>
        <div class="composer__more">
          {editor("method", method(), setMethod)}
          <Show when={props.by !== "contact"}>{editor("contact", contact(), setContact)}</Show>
          {editor("at", at(), setAt)}
        </div>
        <div class="composer__actions">
          <span class="composer__hint">
            <KeyHint keys="mod+enter" />
          </span>
          <Button size="small" kind="quiet" onClick={() => setOpen(false)}>
            {t("ui.cancel")}
          </Button>
          <Button size="small" kind="primary" type="submit" disabledReason={text().trim() === "" ? t("followUp.empty", { kind: words().one }) : undefined}>
            {t("followUp.keep")}
          </Button>
        </div>
      </Show>
    </form>
  );
};
