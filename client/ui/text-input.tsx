import { Show, type JSX } from "solid-js";
import { createDraft } from "./draft.ts";
import { Field, focusOnMount, frameOf, type InputProps } from "./field.tsx";
import type { IconName } from "./icon-names.ts";
import { Icon } from "./icon.tsx";

export interface TextInputProps extends InputProps {
  readonly value: string | null;
  /** Called when the text is kept; empty text is null. */
  readonly onCommit?: ((value: string | null) => void) | undefined;
  /** Called on every keystroke, for search boxes and sign-in. */
  readonly onInput?: ((value: string) => void) | undefined;
  readonly type?: "text" | "email" | "tel" | "url" | "search" | "password" | undefined;
  readonly autocomplete?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly icon?: IconName | undefined;
  /** BCP 47 tag when the text is in another language than the interface. */
  readonly lang?: string | undefined;
}

const tidy = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export const TextInput = (props: TextInputProps): JSX.Element => {
  const draft = createDraft<string | null>({
    value: () => props.value,
    write: (value) => value ?? "",
    read: (text) => (props.type === "password" ? text : tidy(text)),
    commit: (value) => props.onCommit?.(value),
  });
  return (
    <Field input={props}>
      {(attributes) => (
        <div {...frameOf(attributes(), props)}>
          <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
          <input
            {...attributes()}
            ref={(element) => focusOnMount(element, props.autofocus)}
            type={props.type ?? "text"}
            name={props.name}
            value={draft.text()}
            placeholder={props.placeholder}
            readonly={props.readOnly}
            autocomplete={props.autocomplete ?? "off"}
            maxlength={props.maxLength}
            lang={props.lang}
            dir="auto"
            onInput={(event) => {
              draft.type(event.currentTarget.value);
              props.onInput?.(event.currentTarget.value);
            }}
            onKeyDown={draft.onKeyDown}
            onBlur={() => draft.keep()}
          />
        </div>
      )}
    </Field>
  );
};

export interface TextAreaProps extends InputProps {
  readonly value: string | null;
  readonly onCommit: (value: string | null) => void;
  readonly rows?: number | undefined;
  readonly maxLength?: number | undefined;
}

/** Enter makes a line break; Ctrl/Cmd-Enter or leaving keeps. */
export const TextArea = (props: TextAreaProps): JSX.Element => {
  const draft = createDraft<string | null>({
    value: () => props.value,
    write: (value) => value ?? "",
    read: (text) => (text.trim() === "" ? null : text.replace(/\s+$/, "")),
    commit: props.onCommit,
  });
  return (
    <Field input={props}>
      {(attributes) => (
        <textarea
          {...attributes()}
          ref={(element) => focusOnMount(element, props.autofocus)}
          {...frameOf(attributes(), props)}
          name={props.name}
          rows={props.rows ?? 3}
          value={draft.text()}
          placeholder={props.placeholder}
          readonly={props.readOnly}
          maxlength={props.maxLength}
          dir="auto"
          onInput={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
              event.stopPropagation();
              return;
            }
            draft.onKeyDown(event);
          }}
          onBlur={() => draft.keep()}
        />
      )}
    </Field>
  );
};
