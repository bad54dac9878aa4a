import { createSignal, Show, Suspense, type JSX } from "solid-js";
import "./floating.css";
import type { IconName } from "./icon-names.ts";
import { late } from "./late.ts";

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

export interface MenuProps {
  readonly items: readonly MenuItem[];
  /** Classes and content of the button that opens the menu. */
  readonly trigger: JSX.Element;
  readonly triggerClass?: string;
  /** Read out for the button; needed when `trigger` is an icon only. */
  readonly label: string;
  readonly triggerKind?: "plain" | "quiet" | "primary";
  readonly triggerSize?: "normal" | "small";
  readonly placement?: "bottom-start" | "bottom-end" | "top-start" | "right-end";
  readonly tabIndex?: number;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

const MenuBox = late(async () => (await import("./menu-box.tsx")).MenuBox);

/** A button that opens a menu. The menu's own code comes once somebody is about to use it. */
export const Menu = (props: MenuProps): JSX.Element => {
  const [wanted, setWanted] = createSignal(false);
  const [own, setOwn] = createSignal(false);
  const open = (): boolean => props.open ?? own();
  const setOpen = (next: boolean): void => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  let button: HTMLButtonElement | undefined;
  /* The menu opens by the press; one that came before its code has to be followed here. */
  let missed = false;
  const hasCode = (): boolean => button?.dataset.adopted !== undefined;
  return (
    <>
      <button
        ref={(element) => (button = element)}
        type="button"
        class={props.triggerClass ?? "button"}
        data-kind={props.triggerKind ?? "quiet"}
        data-size={props.triggerSize ?? "normal"}
        aria-label={props.label}
        aria-haspopup="true"
        aria-expanded="false"
        tabindex={props.tabIndex}
        on:pointerenter={() => setWanted(true)}
        on:focusin={() => setWanted(true)}
        on:pointerdown={() => (missed = !hasCode())}
        on:click={() => {
          if (missed || !hasCode()) setOpen(true);
          missed = false;
        }}
      >
        {props.trigger}
      </button>
      <Show when={(wanted() || open()) && button}>
        {(standing) => (
          <Suspense>
            <MenuBox button={standing()} items={props.items} open={open()} onOpenChange={setOpen} {...(props.placement ? { placement: props.placement } : {})} />
          </Suspense>
        )}
      </Show>
    </>
  );
};
