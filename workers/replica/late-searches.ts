import type { Live } from "#workers/replica/api.ts";
import type * as searches from "#domain/query/searches.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";

type SearchCode = typeof searches;

let code: SearchCode | null = null;
let coming: Promise<SearchCode> | null = null;

/** Pause before code that did not come is asked for again, in milliseconds. */
const AGAIN = 3_000;

/** Fetches the code of search, once; a failed attempt is made again at the next need. */
export const needSearchCode = (): Promise<SearchCode> =>
  (coming ??= import("#domain/query/searches.ts").then(
    (loaded) => (code = loaded),
    (error: unknown) => {
      coming = null;
      throw error;
    },
  ));

/** The same once it is here; null before. */
export const searchCode = (): SearchCode | null => code;

/** Begins once the code is here, however often it must be asked for. */
export const whenSearchable = ({ deps }: Core, begin: () => Live): Live => {
  const run = createRun(deps.log);
  let stopped = false;
  let live: Live | null = null;
  const attempt = (): void => {
    run("search", async () => {
      const here = await needSearchCode().catch(() => null);
      if (stopped) return;
      if (here) live = begin();
      else deps.timers.set(attempt, AGAIN);
    });
  };
  attempt();
  return {
    stop: () => {
      stopped = true;
      live?.stop();
    },
  };
};
