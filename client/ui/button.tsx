import { Show, splitProps, type JSX } from "solid-js";
import "./button.css";
import type { IconName } from "./icon-names.ts";
import { Icon } from "./icon.tsx";
import { Tooltip } from "./tooltip.tsx";

export type ButtonKind = "plain" | "primary" | "quiet" | "danger";

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "title"> {
  readonly kind?: ButtonKind;
  readonly size?: "normal" | "small";
  readonly icon?: IconName | undefined;
  /** Why it cannot be pressed now: shown as its tooltip, and read out. Without a reason it can be pressed. */
  readonly disabledReason?: string | undefined;
  readonly pressed?: boolean | undefined;
}

/** Holds a press back while there is a reason; the button stays focusable, so that the reason can be reached. */
const guard = (props: ButtonProps) => (event: MouseEvent & { currentTarget: HTMLButtonElement; target: Element }): void => {
  if (props.disabledReason) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const handler = props.onClick;
  if (typeof handler === "function") handler(event);
  else if (handler) handler[0](handler[1], event);
};

export const Button = (props: ButtonProps): JSX.Element => {
  const [own, rest] = splitProps(props, ["kind", "size", "icon", "disabledReason", "pressed", "class", "children", "onClick"]);
  return (
    <Tooltip text={own.disabledReason}>
      <button
        type="button"
        {...rest}
        class={`button ${own.class ?? ""}`}
        data-kind={own.kind ?? "plain"}
        data-size={own.size ?? "normal"}
        aria-disabled={own.disabledReason ? "true" : undefined}
        aria-description={own.disabledReason}
        aria-pressed={own.pressed}
        onClick={guard(props)}
      >
        <Show when={own.icon}>{(name) => <Icon name={name()} />}</Show>
        {own.children}
      </button>
    </Tooltip>
  );
};

export interface IconButtonProps extends Omit<ButtonProps, "icon" | "children" | "aria-label"> {
  readonly icon: IconName;
  /** Read out and shown as tooltip. */
  readonly label: string;
  /** Shortcut shown in the tooltip, such as `mod+k`. */
  readonly keys?: string | undefined;
}

export const IconButton = (props: IconButtonProps): JSX.Element => {
  const [own, rest] = splitProps(props, ["icon", "label", "keys", "kind", "size", "disabledReason", "pressed", "class", "onClick"]);
  return (
    <Tooltip text={own.disabledReason ?? own.label} keys={own.disabledReason ? undefined : own.keys}>
      <button
        type="button"
        {...rest}
        class={`button icon-button ${own.class ?? ""}`}
        data-kind={own.kind ?? "quiet"}
        data-size={own.size ?? "normal"}
        aria-label={own.label}
        aria-disabled={own.disabledReason ? "true" : undefined}
        aria-description={own.disabledReason}
        aria-pressed={own.pressed}
        onClick={guard(props)}
      >
        <Icon name={own.icon} />
      </button>
    </Tooltip>
  );
};
