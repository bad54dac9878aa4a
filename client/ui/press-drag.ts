import "./press-drag.css";

/** How far a mouse goes before a press becomes a drag, and how long a finger rests. px and ms. */
const MOUSE_DISTANCE = 5;
const TOUCH_REST = 350;
const TOUCH_SLIP = 8;
const EDGE = 56;
const EDGE_SPEED = 14;

/** Attribute of everything that something can be dropped on; its value names the place. */
export const DROP_PLACE = "data-drop";

export interface DragHandlers {
  readonly pick: () => void;
  /** The place under the pointer, or null. */
  readonly over: (place: string | null) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
}

/** Whether a press takes hold of the thing itself: the main button, and on none of the controls inside it but those that `own` selects. */
export const takesHold = (event: PointerEvent, own?: string): boolean => {
  const control = event.target instanceof Element ? event.target.closest("button, a, input") : null;
  return event.button === 0 && (control === null || (own !== undefined && control.matches(own)));
};

/** A picture of the thing that follows the pointer; it itself stays in its list until the drop is a fact. */
const lift = (card: HTMLElement, event: PointerEvent): { readonly move: (x: number, y: number) => void; readonly end: () => void } => {
  const box = card.getBoundingClientRect();
  const picture = card.cloneNode(true) as HTMLElement;
  picture.removeAttribute("id");
  picture.setAttribute("aria-hidden", "true");
  picture.classList.add("drag-picture");
  picture.style.width = `${box.width}px`;
  picture.style.height = `${box.height}px`;
  document.body.append(picture);
  const dx = event.clientX - box.left;
  const dy = event.clientY - box.top;
  const move = (x: number, y: number): void => void (picture.style.transform = `translate(${x - dx}px, ${y - dy}px)`);
  move(event.clientX, event.clientY);
  return { move, end: () => picture.remove() };
};

const placeUnder = (x: number, y: number): string | null => document.elementFromPoint(x, y)?.closest<HTMLElement>(`[${DROP_PLACE}]`)?.getAttribute(DROP_PLACE) ?? null;

/**
 * Follows one press on a thing until it is released. A mouse drags at once, a finger after resting, so that a swipe
 * still scrolls; near the edges of `scroller` it scrolls. Returns nothing: everything it set up is gone after release or cancel.
 */
export const followPress = (card: HTMLElement, scroller: HTMLElement, start: PointerEvent, handlers: DragHandlers): void => {
  let lifted: ReturnType<typeof lift> | null = null;
  let frame = 0;
  let last = start;
  const control = new AbortController();
  const { signal } = control;

  const drift = (): void => {
    const box = scroller.getBoundingClientRect();
    if (last.clientX < box.left + EDGE) scroller.scrollLeft -= EDGE_SPEED;
    if (last.clientX > box.right - EDGE) scroller.scrollLeft += EDGE_SPEED;
    if (last.clientY < box.top + EDGE) scroller.scrollTop -= EDGE_SPEED;
    if (last.clientY > box.bottom - EDGE) scroller.scrollTop += EDGE_SPEED;
    handlers.over(placeUnder(last.clientX, last.clientY));
    frame = requestAnimationFrame(drift);
  };
  const begin = (): void => {
    lifted = lift(card, last);
    handlers.pick();
    frame = requestAnimationFrame(drift);
  };
  const rest = start.pointerType === "mouse" ? undefined : setTimeout(begin, TOUCH_REST);
  const finish = (): void => {
    clearTimeout(rest);
    cancelAnimationFrame(frame);
    lifted?.end();
    control.abort();
  };
  const cancel = (): void => {
    const was = lifted !== null;
    finish();
    if (was) handlers.cancel();
  };

  addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerId !== start.pointerId) return;
      const distance = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      last = event;
      if (lifted) lifted.move(event.clientX, event.clientY);
      else if (start.pointerType === "mouse" && distance > MOUSE_DISTANCE) begin();
      else if (start.pointerType !== "mouse" && distance > TOUCH_SLIP) finish();
    },
    { signal },
  );
  addEventListener(
    "pointerup",
    (event) => {
      if (event.pointerId !== start.pointerId) return;
      const was = lifted !== null;
      if (was) handlers.over(placeUnder(event.clientX, event.clientY));
      finish();
      if (!was) return;
      handlers.drop();
      /* The click that follows the release would open it. */
      addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true, signal: AbortSignal.timeout(50) });
    },
    { signal },
  );
  addEventListener("pointercancel", cancel, { signal });
  addEventListener("blur", cancel, { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && cancel(), { signal, capture: true });
  /* Not passive: what is lifted must keep the page from scrolling under the finger. */
  addEventListener("touchmove", (event) => lifted && event.preventDefault(), { signal, passive: false });
  addEventListener("contextmenu", (event) => start.pointerType !== "mouse" && event.preventDefault(), { signal, capture: true });
};
