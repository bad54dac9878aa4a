import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Px that a drawing may take, so that its text keeps its size whatever the room. Give `frame` as the element's ref. */
export const createFrameWidth = (usual: number): { readonly frame: (element: Element) => void; readonly width: Accessor<number> } => {
  const [width, setWidth] = createSignal(usual);
  const observer = new ResizeObserver(([entry]) => {
    const room = Math.floor(entry?.contentRect.width ?? 0);
    if (room > 0) setWidth(room);
  });
  onCleanup(() => observer.disconnect());
  return { frame: (element) => observer.observe(element), width };
};
