/** For how long nobody has touched a page that is at rest, in milliseconds. */
const REST = 10_000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "scroll"] as const;

/** Runs `work` once, when nobody has touched the page for a while: for what would hold up whoever works. `left`: or as soon as the page is left. */
export const atRest = (work: () => void, left = false): void => {
  const watching = new AbortController();
  const { signal } = watching;
  let timer = 0;
  const run = (): void => {
    clearTimeout(timer);
    watching.abort();
    work();
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(run, REST);
  };
  for (const touch of TOUCHES) addEventListener(touch, wait, { capture: true, passive: true, signal });
  if (left) {
    document.addEventListener("visibilitychange", () => (document.hidden ? run() : undefined), { signal });
    addEventListener("pagehide", run, { signal });
  }
  wait();
};
