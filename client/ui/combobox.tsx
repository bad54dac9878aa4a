import { createSignal, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { createChoiceBox } from "./choice-box.ts";
import { ChoiceList } from "./choice-list.tsx";
import { Field, focusOnMount, frameOf, type InputProps } from "./field.tsx";
import { Floating } from "./floating.tsx";
import { Icon } from "./icon.tsx";
import type { Choice } from "./option.ts";
import type { SearchChoices } from "./search-choices.ts";

export interface ComboboxProps extends InputProps {
  readonly value: Choice | null;
  /** Choices for what was typed; `""` asks for the first ones. */
  readonly search: SearchChoices;
  readonly onCommit: (choice: Choice | null) => void;
  /** Makes a record of the typed name; offered when nothing is called exactly so. */
  readonly onCreate?: ((name: string) => void) | undefined;
  /** Shown as a button at the end: goes to the chosen record. */
  readonly onOpen?: ((choice: Choice) => void) | undefined;
  readonly openLabel?: string | undefined;
}

/** One record out of many, found by typing. Enter takes the active line, Esc reverts, emptying the box clears it. */
export const Combobox = (props: ComboboxProps): JSX.Element => {
  const { t } = useI18n();
  const [typed, setTyped] = createSignal<string | null>(null);
  const box = createChoiceBox(() => typed() ?? "", (text) => props.search(text), (count) => count + (creates() ? 1 : 0));
  const { listId, found, open, setOpen, active, setActive } = box;
  let frame: HTMLDivElement | undefined;

  const creates = (): string | undefined => {
    const name = (typed() ?? "").trim();
    const known = found.choices().some((choice) => choice.label.toLowerCase() === name.toLowerCase());
    return props.onCreate && name && !known && !found.busy() ? name : undefined;
  };
  const close = (): void => {
    setOpen(false);
    setTyped(null);
    setActive(0);
  };
  const pick = (choice: Choice | null): void => {
    found.forget();
    close();
    if (choice?.id !== props.value?.id) props.onCommit(choice);
  };
  const create = (): void => {
    const name = creates();
    close();
    if (name) props.onCreate?.(name);
  };
  const take = (): void => {
    const choice = found.choices()[active()];
    if (choice) pick(choice);
    else create();
  };
  const leave = (): void => {
    // Enter was pressed while it searched: what is found is taken, also by somebody who has gone on.
    if (found.awaited()) return;
    if (typed() === "" && props.value !== null && !props.required) pick(null);
    else close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || props.readOnly) return;
    if (box.stepKey(event, close)) return;
    if (event.key !== "Enter" || !open()) return;
    // Within a form it takes the line and submits nothing; elsewhere whoever stands around the box goes on by it.
    if (found.busy() || (event.currentTarget as HTMLInputElement).form) event.preventDefault();
    if (typed() === "") leave();
    else if (found.busy()) found.afterwards(take);
    else take();
  };

  return (
    <Field input={props}>
      {(attributes) => (
        <div
          ref={(element) => (frame = element)}
          {...frameOf(attributes(), props)}
        >
          <input
            {...attributes()}
            ref={(element) => focusOnMount(element, props.autofocus)}
            {...box.attributes()}
            name={props.name}
            value={typed() ?? props.value?.label ?? ""}
            placeholder={props.placeholder}
            readonly={props.readOnly}
            autocomplete="off"
            dir="auto"
            onClick={(event) => {
              if (props.readOnly) return;
              if (typed() === null) event.currentTarget.select();
              setOpen(true);
            }}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setActive(0);
              setOpen(true);
            }}
            onKeyDown={onKeyDown}
            onBlur={leave}
          />
          <Show when={props.value && props.onOpen && !open() ? props.value : null}>
            {(choice) => (
              <button type="button" class="input__icon" aria-label={props.openLabel ?? t("table.open", { name: choice().label })} onClick={() => props.onOpen?.(choice())}>
                <Icon name="arrow-up-right" />
              </button>
            )}
          </Show>
          <Show when={open()}>
            <Floating anchor={() => frame} onClose={close} matchWidth follow={found.choices()}>
              <ChoiceList
                id={listId}
                label={props.label}
                choices={found.choices()}
                active={active()}
                onActive={setActive}
                onPick={pick}
                isChosen={(choice) => choice.id === props.value?.id}
                busy={found.busy()}
                create={creates() ? { name: creates() ?? "", run: create } : undefined}
              />
            </Floating>
          </Show>
        </div>
      )}
    </Field>
  );
};
