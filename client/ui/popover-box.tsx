import { Popover as Kobalte } from "@kobalte/core/popover";
import type { JSX } from "solid-js";
import { adopt } from "./adopt.ts";
import type { PopoverProps } from "./popover.tsx";

export interface PopoverBoxProps {
  /** The button that opens it; it stands already. */
  readonly button: HTMLButtonElement;
  readonly label: string;
  readonly placement: NonNullable<PopoverProps["placement"]>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: JSX.Element;
}

/** The box of a button. */
export const PopoverBox = (props: PopoverBoxProps): JSX.Element => (
  <Kobalte placement={props.placement} gutter={4} open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
    <Kobalte.Trigger as={adopt(props.button)} />
    <Kobalte.Portal>
      <Kobalte.Content class="popup popover" aria-label={props.label}>
        {props.children}
      </Kobalte.Content>
    </Kobalte.Portal>
  </Kobalte>
);
