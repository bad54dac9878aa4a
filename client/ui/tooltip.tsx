import { createMemo, createSignal, onCleanup, Show, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import { KeyHint } from "./key-hint.tsx";
import { placeBeside } from "./place.ts";
import "./tooltip.css";

export interface TooltipProps {
  /** Nothing is shown without text. */
  readonly text?: string | undefined;
  readonly keys?: string | undefined;
  readonly children: JSX.Element;
}

const WAIT = 450;

/** A hint for mouse and keyboard that repeats what the wrapped control's label already says to a screen reader. */
export const Tooltip = (props: TooltipProps): JSX.Element => {
  const [anchor, setAnchor] = createSignal<Element | null>(null);
  // Read by listeners too: a prop with a condition in it makes a computation at each reading, and those of a listener have no owner.
  const text = createMemo(() => props.text);
  let wrapper: HTMLSpanElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    clearTimeout(timer);
    setAnchor(null);
  };
  const show = (wait: number): void => {
    if (!text()) return;
    clearTimeout(timer);
    timer = setTimeout(() => setAnchor(wrapper?.firstElementChild ?? null), wait);
  };
  onCleanup(hide);
  const place = (tip: HTMLDivElement): void =>
    queueMicrotask(() => {
      const target = anchor();
      if (target && tip.isConnected) placeBeside(tip, target.getBoundingClientRect(), { gap: 6, center: true });
    });
  return (
    <span
      ref={(element) => (wrapper = element)}
      class="tooltip-anchor"
      on:pointerover={{ handleEvent: (event: PointerEvent) => event.pointerType === "mouse" && anchor() === null && show(WAIT), passive: true }}
      on:pointerout={(event: PointerEvent) => {
        if (!(event.relatedTarget instanceof Node && wrapper?.contains(event.relatedTarget))) hide();
      }}
      on:pointerdown={hide}
      on:focusin={(event: FocusEvent) => event.target instanceof Element && event.target.matches(":focus-visible") && show(0)}
      on:focusout={hide}
      on:keydown={hide}
    >
      {props.children}
      <Show when={anchor() && text()}>
        <Portal>
          <div ref={place} class="tooltip" style={{ position: "fixed" }} data-kb-top-layer aria-hidden="true">
            <span>{text()}</span>
            <Show when={props.keys}>{(keys) => <KeyHint keys={keys()} />}</Show>
          </div>
        </Portal>
      </Show>
    </span>
  );
};
