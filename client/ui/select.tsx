import { Select as Kobalte } from "@kobalte/core/select";
import { createMemo, Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { Field, focusOnMount, frameOf, type ControlAttributes, type InputProps } from "./field.tsx";
import "./floating.css";
import { Icon } from "./icon.tsx";
import { toneColor, type Choice } from "./option.ts";

export interface SelectProps extends InputProps {
  readonly options: readonly Choice[];
  readonly value: string | null;
  readonly onCommit: (value: string | null) => void;
  /** Opens at once: for table cells. */
  readonly open?: boolean | undefined;
  readonly onClosed?: (() => void) | undefined;
}

const NONE = "";

/** A button that opens a list cannot be required itself; the label says it. */
const forTrigger = ({ "aria-required": _required, ...rest }: ControlAttributes): Omit<ControlAttributes, "aria-required"> => rest;

/** One of a fixed list of options. An input that is not required also offers to clear it. */
export const Select = (props: SelectProps): JSX.Element => {
  const { t } = useI18n();
  const choices = createMemo<Choice[]>(() => {
    const clear: Choice[] = props.required ? [] : [{ id: NONE, label: t("ui.clear"), tone: undefined }];
    return [...props.options, ...(props.value === null ? [] : clear)];
  });
  const chosen = (): Choice | null => props.options.find((option) => option.id === props.value) ?? null;
  return (
    <Field input={props}>
      {(attributes) => (
        <Kobalte<Choice>
          options={choices()}
          optionValue="id"
          optionTextValue="label"
          value={chosen()}
          onChange={(choice) => {
            const next = choice === null || choice.id === NONE ? null : choice.id;
            if (next !== props.value) props.onCommit(next);
          }}
          readOnly={props.readOnly ?? false}
          defaultOpen={props.open ?? false}
          onOpenChange={(open) => {
            if (!open) props.onClosed?.();
          }}
          gutter={4}
          sameWidth={false}
          fitViewport
          disallowEmptySelection
          itemComponent={(item) => (
            <Kobalte.Item item={item.item} class="choice">
              <span class="choice__mark">
                <Kobalte.ItemIndicator>
                  <Icon name="check" />
                </Kobalte.ItemIndicator>
              </span>
              <Show when={item.item.rawValue.tone}>
                {(tone) => <span class="swatch" style={{ "--tone": toneColor(tone()) }} />}
              </Show>
              <Kobalte.ItemLabel class="choice__label">{item.item.rawValue.label}</Kobalte.ItemLabel>
              <span class="choice__meta">{item.item.rawValue.meta}</span>
            </Kobalte.Item>
          )}
        >
          <Kobalte.Trigger
            {...forTrigger(attributes())}
            aria-label={`${props.label}${chosen() ? `: ${chosen()?.label}` : ""}`}
            aria-labelledby={undefined}
            ref={(element: HTMLButtonElement) => focusOnMount(element, props.autofocus)}
            {...frameOf(attributes(), props, "select")}
          >
            <Show when={chosen()?.tone}>{(tone) => <span class="swatch" style={{ "--tone": toneColor(tone()) }} />}</Show>
            <span class="choice__label">
              {chosen()?.label ?? <span class="input__unit">{props.placeholder ?? "\u00a0"}</span>}
            </span>
            <Show when={!props.readOnly}>
              <span class="input__unit">
                <Icon name="chevrons-up-down" size={14} />
              </span>
            </Show>
          </Kobalte.Trigger>
          <Kobalte.Portal>
            <Kobalte.Content class="popup">
              <Kobalte.Listbox />
            </Kobalte.Content>
          </Kobalte.Portal>
        </Kobalte>
      )}
    </Field>
  );
};
