import { createSignal, Show, type JSX } from "solid-js";
import { entityOf } from "#domain/entities/registry.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createDraftRecord } from "#client/record/draft-form.tsx";
import { useCreate } from "#client/record/create-record.ts";
import { useUndoNotice } from "#client/record/notice.ts";
import { Button } from "#client/ui/button.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";

const entity = entityOf("followUp");

/** A call or a visit noted down in one go: what was said, with whom, how. Ctrl-Enter keeps it. */
export const QuickFollowUp = (): JSX.Element => {
  const { t, locale, clock } = useI18n();
  const create = useCreate();
  const said = useUndoNotice();
  const [open, setOpen] = createSignal(false);
  const [text, setText] = createSignal("");
  const [values, setValues] = createSignal<Readonly<Record<string, FieldValue>>>({ method: "call" });
  const hindrance = (): string | undefined => {
    if (text().trim() === "") return t("home.note.text");
    return values()["customer"] || values()["opportunity"] ? undefined : t("home.note.whom");
  };
  const keep = async (): Promise<void> => {
    if (hindrance()) return;
    const chosen = Object.fromEntries(Object.entries(values()).filter(([, value]) => value !== null));
    if (!(await create(entity, createDraftRecord({ ...chosen, content: text().trim(), at: clock.now() })))) return;
    setText("");
    setValues({ method: "call" });
    setOpen(false);
    said(t("home.note.kept"));
  };
  const editor = (name: string): JSX.Element => {
    const shape = fieldShape(entity, name, locale());
    return shape ? (
      <FieldEditor
        bare
        label={shape.label}
        placeholder={shape.label}
        field={shape.field}
        words={shape.words}
        value={values()[name]}
        onCommit={(value) => {
          setValues({ ...values(), [name]: value });
        }}
      />
    ) : null;
  };
  return (
    <form
      class="note"
      aria-label={wordsOf(locale(), "followUp").one}
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
        class="input note__text"
        aria-label={t("home.note")}
        placeholder={t("home.note")}
        rows={open() ? 3 : 1}
        dir="auto"
        value={text()}
        onFocus={() => setOpen(true)}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={open()}>
        <div class="note__fields">
          {editor("customer")}
          {editor("opportunity")}
          {editor("method")}
        </div>
        <div class="note__end">
          <KeyHint keys="mod+enter" />
          <Button size="small" kind="quiet" onClick={() => setOpen(false)}>
            {t("ui.cancel")}
          </Button>
          <Button size="small" kind="primary" type="submit" disabledReason={hindrance()}>
            {t("home.note.keep")}
          </Button>
        </div>
      </Show>
    </form>
  );
};
