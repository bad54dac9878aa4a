import { createSignal, For, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createChoiceBox } from "./choice-box.ts";
import { ChoiceList } from "./choice-list.tsx";
import { Field, focusOnMount, frameOf, type InputProps } from "./field.tsx";
import { Floating } from "./floating.tsx";
import { Icon } from "./icon.tsx";
import "./multi-select.css";
import { toneColor, type Choice } from "./option.ts";
import type { SearchChoices } from "./search-choices.ts";

export interface MultiSelectProps extends InputProps {
  readonly values: readonly Choice[];
  readonly search: SearchChoices;
  /** Members come and go one by one, as sets merge member by member. */
  readonly onAdd: (choice: Choice) => void;
  readonly onRemove: (choice: Choice) => void;
}

/** Several of many. Backspace in the empty box removes the last one. */
export const MultiSelect = (props: MultiSelectProps): JSX.Element => {
  const { t } = useI18n();
  const [text, setText] = createSignal("");
  const box = createChoiceBox(text, (wanted) => props.search(wanted));
  const { listId, found, open, setOpen, active, setActive } = box;
  let frame: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const has = (choice: Choice): boolean => props.values.some((value) => value.id === choice.id);
  const toggle = (choice: Choice): void => {
    found.forget();
    setText("");
    if (has(choice)) props.onRemove(choice);
    else props.onAdd(choice);
  };
  const close = (): void => {
    setOpen(false);
    setText("");
    setActive(0);
  };
  const take = (): void => {
    const choice = found.choices()[active()];
    if (choice) toggle(choice);
  };
  const leave = (): void => {
    if (!found.awaited()) return close();
    found.afterwards(() => {
      take();
      close();
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || props.readOnly) return;
    if (box.stepKey(event, close)) return;
    if (event.key === "Enter" && open()) {
      event.preventDefault();
      /* What stands there while the search runs was found for other words. */
      if (found.busy()) found.afterwards(take);
      else take();
    }
    const last = props.values.at(-1);
    if (event.key === "Backspace" && text() === "" && last) props.onRemove(last);
  };
  return (
    <Field input={props}>
      {(attributes) => (
        <div
          ref={(element) => (frame = element)}
          {...frameOf(attributes(), props, "members")}
          onClick={() => {
            if (props.readOnly) return;
            input?.focus();
            setOpen(true);
          }}
        >
          <For each={props.values}>
            {(choice) => (
              <span class="member">
                <Show when={choice.tone}>{(tone) => <span class="swatch" style={{ "--tone": toneColor(tone()) }} />}</Show>
                <span class="member__label" dir="auto">{choice.label}</span>
                <Show when={!props.readOnly}>
                  <button
                    type="button"
                    class="member__remove"
                    tabindex={-1}
                    aria-label={t("ui.remove", { name: choice.label })}
                    onClick={(event) => {
                      event.stopPropagation();
                      props.onRemove(choice);
                    }}
                  >
                    <Icon name="x" size={12} />
                  </button>
                </Show>
              </span>
            )}
          </For>
          <input
            {...attributes()}
            ref={(element) => {
              input = element;
              focusOnMount(element, props.autofocus);
            }}
            {...box.attributes()}
            aria-description={props.values.map((value) => value.label).join(", ") || undefined}
            value={text()}
            placeholder={props.values.length === 0 ? props.placeholder : undefined}
            readonly={props.readOnly}
            autocomplete="off"
            onInput={(event) => {
              setText(event.currentTarget.value);
              setActive(0);
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
            onBlur={leave}
          />
          <Show when={open()}>
            <Floating anchor={() => frame} onClose={close} matchWidth follow={[found.choices(), props.values.length]}>
              <ChoiceList
                id={listId}
                label={props.label}
                choices={found.choices()}
                active={active()}
                onActive={setActive}
                onPick={toggle}
                isChosen={has}
                multiple
                busy={found.busy()}
              />
            </Floating>
          </Show>
        </div>
      )}
    </Field>
  );
};
