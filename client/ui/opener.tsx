import { createSignal, Show, Suspense, type JSX } from "solid-js";

export interface OpenerProps {
  /** Content, classes and looks of the button. */
  readonly trigger: JSX.Element;
  readonly triggerClass?: string | undefined;
  readonly triggerKind?: "plain" | "quiet" | "primary" | undefined;
  readonly triggerSize?: "normal" | "small" | undefined;
  readonly triggerTone?: string | undefined;
  /** Read out for the button. */
  readonly label: string;
  readonly tabIndex?: number | undefined;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

/** What a button opens, once its code is here: it adopts the button that stands already. */
export interface Opened {
  readonly button: HTMLButtonElement;
  readonly open: () => boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A button that opens something. The code of what it opens comes once somebody is about to use it. */
export const Opener = (props: OpenerProps & { readonly opens: "dialog" | "true"; readonly children: (opened: Opened) => JSX.Element }): JSX.Element => {
  const [wanted, setWanted] = createSignal(false);
  const [own, setOwn] = createSignal(false);
  const open = (): boolean => props.open ?? own();
  const setOpen = (next: boolean): void => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  let button: HTMLButtonElement | undefined;
  /* A menu opens by the press; one that came before its code has to be followed here. */
  let missed = false;
  const hasCode = (): boolean => button?.dataset["adopted"] !== undefined;
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
        aria-haspopup={props.opens}
        aria-expanded="false"
        tabindex={props.tabIndex}
        on:pointerenter={() => setWanted(true)}
        on:focusin={() => setWanted(true)}
        on:pointerdown={() => (missed = props.opens === "true" && !hasCode())}
        on:click={() => {
          if (missed || !hasCode()) setOpen(true);
          missed = false;
        }}
      >
        {props.trigger}
      </button>
      <Show when={(wanted() || open()) && button}>{(standing) => <Suspense>{props.children({ button: standing(), open, onOpenChange: setOpen })}</Suspense>}</Show>
    </>
  );
};
