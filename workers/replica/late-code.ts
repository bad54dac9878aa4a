import type { Live } from "./api.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";

/** Pause before code that did not come is asked for again, in milliseconds. */
const AGAIN = 3_000;

/** What begins once its code is here. */
export interface Beginning<L extends Live> extends Live {
  /** Null when it was stopped before. */
  readonly begun: Promise<L | null>;
}

/** Begins once the code is here, however often `need` must be asked; `failed` is called for each time that it does not come. */
export const whenHere = <Code, L extends Live>({ deps }: Pick<Core, "deps">, what: string, need: () => Promise<Code>, begin: (code: Code) => L, failed: () => void = () => undefined): Beginning<L> => {
  const run = createRun(deps.log);
  let tell: (live: L | null) => void = () => undefined;
  const begun = new Promise<L | null>((resolve) => {
    tell = resolve;
  });
  let stopped = false;
  let live: L | null = null;
  const fetched = (): Promise<Code | null> =>
    need().catch((error: unknown) => {
      deps.log(`${what}.failed`, { error: String(error) });
      return null;
    });
  const attempt = (): void => {
    run(what, async () => {
      const code = await fetched();
      if (stopped) return;
      if (code) tell((live = begin(code)));
      else {
        failed();
        deps.timers.set(attempt, AGAIN);
      }
    });
  };
  attempt();
  return {
    begun,
    stop: () => {
      stopped = true;
      live?.stop();
      tell(null);
    },
  };
};
