import { Popover as Kobalte } from "@kobalte/core/popover";
import type { JSX } from "solid-js";
import "./floating.css";
import "./popover.css";

export interface PopoverProps {
  /** Read out for the button and the box. */
  readonly label: string;
  readonly trigger: JSX.Element;
  readonly triggerClass?: string;
  readonly triggerKind?: "plain" | "quiet" | "primary";
  readonly triggerSize?: "normal" | "small";
  readonly triggerTone?: string | undefined;
  readonly placement?: "bottom-start" | "bottom-end" | "top-start";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: JSX.Element;
}

/** A small box of controls beside the button that opens it. */
export const Popover = (props: PopoverProps): JSX.Element => (
  <Kobalte
    placement={props.placement ?? "bottom-start"}
    gutter={4}
    {...(props.open === undefined ? {} : { open: props.open })}
    {...(props.onOpenChange ? { onOpenChange: props.onOpenChange } : {})}
  >
    <Kobalte.Trigger
      class={props.triggerClass ?? "button"}
      data-kind={props.triggerKind ?? "quiet"}
      data-size={props.triggerSize ?? "normal"}
      data-tone={props.triggerTone}
      aria-label={props.label}
    >
      {props.trigger}
    </Kobalte.Trigger>
    <Kobalte.Portal>
      <Kobalte.Content class="popup popover" aria-label={props.label}>
        {props.children}
      </Kobalte.Content>
    </Kobalte.Portal>
  </Kobalte>
);
