import type { JSX } from "solid-js";
import "./floating.css";
import type { IconName } from "./icon-names.ts";
import { late } from "./late.ts";
import { Opener, type OpenerProps } from "./opener.tsx";

export interface MenuAction {
  readonly kind?: "action";
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly keys?: string | undefined;
  readonly danger?: boolean | undefined;
  /** Why it is not available now; shown in place of the shortcut. */
  readonly disabledReason?: string | undefined;
  /** Draws a tick: the one that is chosen of several, or what is on where it is a `toggle`. */
  readonly checked?: boolean | undefined;
  /** Goes on and off by itself, whatever else is checked. */
  readonly toggle?: boolean | undefined;
  readonly run: () => void;
}

export type MenuItem =
  | MenuAction
  | { readonly kind: "rule" }
  | { readonly kind: "heading"; readonly label: string }
  | { readonly kind: "sub"; readonly label: string; readonly icon?: IconName | undefined; readonly items: readonly MenuItem[] };

export interface MenuProps extends OpenerProps {
  readonly items: readonly MenuItem[];
  readonly placement?: "bottom-start" | "bottom-end" | "top-start" | "right-end";
}

const MenuBox = late(async () => (await import("./menu-box.tsx")).MenuBox);

/** A button that opens a menu. The menu's own code comes once somebody is about to use it. */
export const Menu = (props: MenuProps): JSX.Element => (
  <Opener {...props} opens="true">
    {({ button, open, onOpenChange }) => (
      <MenuBox button={button} items={props.items} open={open()} onOpenChange={onOpenChange} {...(props.placement ? { placement: props.placement } : {})} />
    )}
  </Opener>
);
