import type { JSX } from "solid-js";
import "./floating.css";
import "./popover.css";
import { late } from "./late.ts";
import { Opener, type OpenerProps } from "./opener.tsx";

export interface PopoverProps extends OpenerProps {
  readonly placement?: "bottom-start" | "bottom-end" | "top-start";
  readonly children: JSX.Element;
}

const PopoverBox = late(async () => (await import("./popover-box.tsx")).PopoverBox);

/** A small box of controls beside the button that opens it. Its code comes once somebody is about to open one. */
export const Popover = (props: PopoverProps): JSX.Element => (
  <Opener {...props} opens="dialog">
    {({ button, open, onOpenChange }) => (
      <PopoverBox button={button} label={props.label} open={open()} onOpenChange={onOpenChange} placement={props.placement ?? "bottom-start"}>
        {props.children}
      </PopoverBox>
    )}
  </Opener>
);
