import { createSignal, Show, Suspense, type JSX } from "solid-js";
import "./floating.css";
import "./popover.css";
import { late } from "./late.ts";

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

const PopoverBox = late(async () => (await import("./popover-box.tsx")).PopoverBox);

/** A small box of controls beside the button that opens it. Its code comes once somebody is about to open one. */
export const Popover = (props: PopoverProps): JSX.Element => {
  const [wanted, setWanted] = createSignal(false);
  const [own, setOwn] = createSignal(false);
  const open = (): boolean => props.open ?? own();
  const setOpen = (next: boolean): void => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  let button: HTMLButtonElement | undefined;
  return (
    <>
      <button
        ref={(element) => (button = element)}
        type="button"
        class={props.triggerClass ?? "button"}
        data-kind={props.triggerKind ?? "quiet"}
        data-size={props.triggerSize ?? "normal"}
        data-tone={props.triggerTone}
        aria-label={props.label}
        aria-haspopup="dialog"
        aria-expanded="false"
        on:pointerenter={() => setWanted(true)}
        on:focusin={() => setWanted(true)}
        on:click={() => {
          if (button?.dataset["adopted"] === undefined) setOpen(true);
        }}
      >
        {props.trigger}
      </button>
      <Show when={(wanted() || open()) && button}>
        {(standing) => (
          <Suspense>
            <PopoverBox button={standing()} label={props.label} open={open()} onOpenChange={setOpen} placement={props.placement ?? "bottom-start"}>
              {props.children}
            </PopoverBox>
          </Suspense>
        )}
      </Show>
    </>
  );
};
