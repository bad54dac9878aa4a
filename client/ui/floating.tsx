import { createEffect, onCleanup, onMount, type JSX } from "solid-js";
import { placeBeside, type PlaceOptions } from "./place.ts";
import "./floating.css";

export interface FloatingProps extends PlaceOptions {
  readonly anchor: () => Element | undefined;
  /** Called on a press outside of box and anchor. Mount the component to open, unmount to close. */
  readonly onClose: () => void;
  readonly class?: string;
  /** Read inside an effect: the box is placed again when it changes. */
  readonly follow?: unknown;
  readonly children: JSX.Element;
}

/**
 * A box in the browser's top layer that stays where it is in the document, so neither clipping nor stacking nor a
 * dialog's focus trap gets in its way. Focus and keys are the caller's.
 */
export const Floating = (props: FloatingProps): JSX.Element => {
  let box: HTMLDivElement | undefined;
  const place = (): void => {
    const anchor = props.anchor();
    if (box && anchor) placeBeside(box, anchor.getBoundingClientRect(), props);
  };
  const press = (event: PointerEvent): void => {
    const target = event.target as Node;
    if (box?.contains(target) || props.anchor()?.contains(target)) return;
    props.onClose();
  };
  onMount(() => {
    box?.showPopover();
    place();
    const options = { capture: true, passive: true } as const;
    addEventListener("scroll", place, options);
    addEventListener("resize", place, options);
    document.addEventListener("pointerdown", press, options);
    onCleanup(() => {
      removeEventListener("scroll", place, options);
      removeEventListener("resize", place, options);
      document.removeEventListener("pointerdown", press, options);
    });
  });
  createEffect(() => {
    void props.follow;
    queueMicrotask(place);
  });
  return (
    <div ref={(element) => (box = element)} popover="manual" class={`floating ${props.class ?? ""}`} data-kb-top-layer>
      {props.children}
    </div>
  );
};
