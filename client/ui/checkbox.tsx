import { Checkbox as Kobalte } from "@kobalte/core/checkbox";
import { Switch as KobalteSwitch } from "@kobalte/core/switch";
import { Show, type JSX } from "solid-js";
import "./checkbox.css";
import { Icon } from "./icon.tsx";

export interface CheckboxProps {
  readonly label: string;
  /** The label is read out only. */
  readonly bare?: boolean;
  readonly checked: boolean;
  readonly mixed?: boolean;
  readonly onCommit: (checked: boolean) => void;
  readonly readOnly?: boolean;
  readonly hint?: string | undefined;
}

export const Checkbox = (props: CheckboxProps): JSX.Element => (
  <Kobalte
    class="checkbox"
    checked={props.checked}
    indeterminate={props.mixed ?? false}
    onChange={props.onCommit}
    readOnly={props.readOnly ?? false}
  >
    <Kobalte.Input class="checkbox__input" aria-label={props.bare ? props.label : undefined} />
    <Kobalte.Control class="checkbox__box">
      <Kobalte.Indicator>
        <Icon name={props.mixed ? "minus" : "check"} size={12} />
      </Kobalte.Indicator>
    </Kobalte.Control>
    <Show when={!props.bare}>
      <span class="checkbox__words">
        <Kobalte.Label>{props.label}</Kobalte.Label>
        <Show when={props.hint}>
          <Kobalte.Description class="field__hint">{props.hint}</Kobalte.Description>
        </Show>
      </span>
    </Show>
  </Kobalte>
);

export type SwitchProps = Omit<CheckboxProps, "mixed">;

export const Switch = (props: SwitchProps): JSX.Element => (
  <KobalteSwitch class="checkbox" checked={props.checked} onChange={props.onCommit} readOnly={props.readOnly ?? false}>
    <KobalteSwitch.Input class="checkbox__input" aria-label={props.bare ? props.label : undefined} />
    <KobalteSwitch.Control class="switch__track">
      <KobalteSwitch.Thumb class="switch__thumb" />
    </KobalteSwitch.Control>
    <Show when={!props.bare}>
      <span class="checkbox__words">
        <KobalteSwitch.Label>{props.label}</KobalteSwitch.Label>
        <Show when={props.hint}>
          <KobalteSwitch.Description class="field__hint">{props.hint}</KobalteSwitch.Description>
        </Show>
      </span>
    </Show>
  </KobalteSwitch>
);
