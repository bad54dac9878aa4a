import { lazy, type Component } from "solid-js";

const waiting = new Set<() => Promise<unknown>>();

/**
 * A part of the app that a first screen does without. It comes when it is first shown, or before that, by `fetchLate`. Whoever shows it
 * puts a `Suspense` around it, so that what stands beside it stays; once it is here, it is shown at once.
 */
export const late = <P extends object>(load: () => Promise<Component<P>>): Component<P> => {
  let here: Component<P> | null = null;
  const part = lazy(async () => ({ default: (here = await load()) }));
  waiting.add(part.preload);
  return (props) => (here ?? part)(props);
};

/** Fetches something else together with the late parts. */
export const fetchWithLate = (load: () => Promise<unknown>): void => {
  waiting.add(load);
};

/** When the device has nothing else to do, or after two seconds. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 2_000 });
    else setTimeout(resolve, 200);
  });

/** Fetches every late part, one after the other, whenever the device has nothing else to do. One that does not come now comes when it is shown. */
export const fetchLate = async (): Promise<void> => {
  for (const preload of waiting) {
    await idle();
    waiting.delete(preload);
    await preload().catch(() => undefined);
  }
};
