import { createSignal, lazy, type Component } from "solid-js";

const waiting = new Set<() => Promise<unknown>>();

/** Pause before code that did not come is asked for again, in milliseconds, unless the network comes back before. */
const PAUSE = 3_000;

const [missing, setMissing] = createSignal(0);

/** Whether something is to be shown whose code does not come. */
export const partMissing = (): boolean => missing() > 0;

const connectedOrLater = (): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, PAUSE);
    addEventListener("online", go);
  });

/** As Chromium, Firefox, Safari and the build say that code did not come; code that came and fails is a bug, and asking again does not mend it. */
const didNotCome = (error: unknown): boolean => /dynamically imported module|Importing a module script failed|preload CSS/i.test(String(error));

/** Loads as often as it takes: a device without a network has not had every part of the app yet. */
export const untilLoaded = async <T>(load: () => Promise<T>, pause: () => Promise<void> = connectedOrLater): Promise<T> => {
  for (let tries = 0; ; tries += 1) {
    try {
      const part = await load();
      if (tries > 0) setMissing((count) => count - 1);
      return part;
    } catch (error) {
      if (!didNotCome(error)) throw error;
      if (tries === 0) setMissing((count) => count + 1);
      await pause();
    }
  }
};

const along: (() => Promise<unknown>)[] = [];

/** Fetches something else with whatever part comes first: no late part is shown without it. */
export const comeAlong = (load: () => Promise<unknown>): void => {
  along.push(load);
};

const withAlong = async <T>(load: () => Promise<T>): Promise<T> => {
  const [part] = await Promise.all([load(), ...along.map((other) => other())]);
  return part;
};

/** A part of the app that comes when it is first shown. Whoever shows it puts a `Suspense` around it, so that what stands beside it stays. */
export const onDemand = <P extends object>(load: () => Promise<Component<P>>): Component<P> => lazy(async () => ({ default: await untilLoaded(() => withAlong(load)) }));

/**
 * A part of the app that a first screen does without. It comes when it is first shown, or before that, by `fetchLate`; once it is here, it is shown
 * at once. `alone`: nothing comes along, since a first screen is in it.
 */
export const late = <P extends object>(load: () => Promise<Component<P>>, alone = false): Component<P> => {
  let here: Component<P> | null = null;
  const fetch = async (): Promise<Component<P>> => (here ??= await (alone ? load() : withAlong(load)));
  const part = lazy(async () => ({ default: await untilLoaded(fetch) }));
  waiting.add(fetch);
  return (props) => (here ?? part)(props);
};

/** Fetches something else together with the late parts. */
export const fetchWithLate = (load: () => Promise<unknown>): void => {
  waiting.add(load);
};

/** Runs `work` once nobody has touched the page for a while, as `at-rest.ts` says; not at all where that does not come. */
export const whenAtRest = (work: () => void, left = false): void => {
  import("./at-rest.ts").then(
    ({ atRest }) => atRest(work, left),
    () => undefined,
  );
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
