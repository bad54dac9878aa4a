import type { Clock } from "#domain/clock.ts";
import { createKeptAnswers, type KeptAnswers } from "./kept-answers.ts";
import { fetchWithLate, whenAtRest } from "#client/ui/late.ts";
import type { takePicture } from "./camera.ts";
import { firstStyles, type Taken } from "./picture.ts";

/** Pause after an answer before it is written, in milliseconds: whoever types changes what is shown all the time. */
const PAUSE = 1_000;

const idle = (work: () => void): void => {
  setTimeout(() => (typeof requestIdleCallback === "function" ? requestIdleCallback(work, { timeout: 2_000 }) : work()), PAUSE);
};

/** An extension of the browser may have put into the page what cannot be read. */
const cautiously = (take: () => Taken | null) => (): Taken | null => {
  try {
    return take();
  } catch {
    return null;
  }
};

/** What this browser kept of its last screen; null where it refuses storage. */
export const keptHere = (clock: Clock): KeptAnswers | null => {
  try {
    const first = firstStyles();
    let take: typeof takePicture | null = null;
    fetchWithLate(async () => {
      ({ takePicture: take } = await import("./camera.ts"));
    });
    const kept = createKeptAnswers({ storage: localStorage, clock, build: import.meta.url, idle, rest: (work) => whenAtRest(work, true), picture: cautiously(() => take?.(first) ?? null) });
    addEventListener("pagehide", kept.flush);
    return kept;
  } catch {
    return null;
  }
};
