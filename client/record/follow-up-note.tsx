import { createSignal, For, Show, type JSX } from "solid-js";
import { entityOf } from "#client/replica/seen.ts";
import { wordsOf } from "#domain/entities/words.ts";
import type { Values } from "#domain/record/change.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { FieldEditor } from "#client/fields/field-editor.tsx";
import { fieldShape } from "#client/fields/field-shape.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Button } from "#client/ui/button.tsx";
import { KeyHint } from "#client/ui/key-hint.tsx";
import { useCreate } from "./create-record.ts";
import { createDraftRecord } from "./draft-form.tsx";
import "./follow-up-note.css";

export interface FollowUpNoteProps {
  /** What is asked besides what was said, in order. */
  readonly fields: readonly string[];
  /** What the follow-up belongs to, where that is known. */
  readonly begins?: (() => Values) | undefined;
  /** Why it cannot be kept yet, besides that nothing is written. */
  readonly hindrance?: ((values: Values) => string | undefined) | undefined;
  readonly onKept?: (() => void) | undefined;
}

const FIRST: Values = { method: "call" };

/** A call, a visit or a meeting noted down in one go. Ctrl-Enter keeps it. */
export const FollowUpNote = (props: FollowUpNoteProps): JSX.Element => {
  const create = useCreate();
  const { t, locale, clock } = useI18n();
  const [open, setOpen] = createSignal(false);
  const [text, setText] = createSignal("");
  const [values, setValues] = createSignal(FIRST);
  const entity = entityOf("followUp");
  const one = (): string => wordsOf(locale(), "followUp").one;
  const hindrance = (): string | undefined => (text().trim() === "" ? t("followUp.empty", { kind: one() }) : props.hindrance?.(values()));
  const start = (): void => {
    if (!open() && props.fields.includes("at")) setValues({ ...values(), at: clock.now() });
    setOpen(true);
  };
  const keep = async (): Promise<void> => {
    if (hindrance()) return;
    const chosen = Object.entries({ at: clock.now(), ...props.begins?.(), ...values(), content: text().trim() }).filter(([name, value]) => value !== null && name in entity.fields);
    if (!(await create(entity, createDraftRecord(Object.fromEntries(chosen))))) return;
    setText("");
    setValues(FIRST);
    setOpen(false);
    props.onKept?.();
  };
  return (
    <form
      class="follow-up-note"
      aria-label={one()}
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
        class="input follow-up-note__text"
        aria-label={t("followUp.note")}
        placeholder={t("followUp.note")}
        rows={open() ? 3 : 1}
        dir="auto"
        value={text()}
        onFocus={start}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Show when={open()}>
        <div class="follow-up-note__fields">
          <For each={props.fields}>
            {(name) => (
              <Show when={fieldShape(entity, name, locale())}>
                {(shape) => (
                  <FieldEditor
                    bare
                    label={shape().label}
                    placeholder={shape().label}
                    field={shape().field}
                    words={shape().words}
                    value={values()[name] as FieldValue | undefined}
                    onCommit={(value) => void setValues({ ...values(), [name]: value })}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
        <div class="follow-up-note__end">
          <KeyHint keys="mod+enter" />
          <Button size="small" kind="quiet" onClick={() => setOpen(false)}>
            {t("ui.cancel")}
          </Button>
          <Button size="small" kind="primary" type="submit" disabledReason={hindrance()}>
            {t("followUp.keep")}
          </Button>
        </div>
      </Show>
    </form>
  );
};
