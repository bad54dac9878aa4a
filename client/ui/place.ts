export interface PlaceOptions {
  readonly gap?: number;
  /** Above rather than below when both fit. */
  readonly above?: boolean;
  readonly center?: boolean;
  /** Ends align instead of starts. */
  readonly end?: boolean;
  readonly matchWidth?: boolean;
}

const EDGE = 8;

/** Puts a fixed box below (or above) `anchor` inside the window, limiting its height to the room there is. */
export const placeBeside = (box: HTMLElement, anchor: DOMRect, options: PlaceOptions = {}): void => {
  const gap = options.gap ?? 4;
  if (options.matchWidth) box.style.minWidth = `${anchor.width}px`;
  box.style.maxHeight = "";
  const { width, height } = box.getBoundingClientRect();
  const roomBelow = innerHeight - anchor.bottom - gap - EDGE;
  const roomAbove = anchor.top - gap - EDGE;
  const above = options.above ? roomAbove >= height || roomAbove > roomBelow : height > roomBelow && roomAbove > roomBelow;
  const shown = Math.min(height, above ? roomAbove : roomBelow);
  const wanted = options.center
    ? anchor.left + anchor.width / 2 - width / 2
    : options.end
      ? anchor.right - width
      : anchor.left;
  box.style.left = `${Math.max(EDGE, Math.min(wanted, innerWidth - width - EDGE))}px`;
  box.style.top = `${above ? anchor.top - gap - shown : anchor.bottom + gap}px`;
  if (shown < height) box.style.maxHeight = `${shown}px`;
};
