import type { Log } from "./deps.ts";

/** Work that nobody waits for. What goes wrong in it is told under its name. */
export type Run = (name: string, work: () => Promise<unknown>) => void;

export const createRun =
  (log: Log): Run =>
  (name, work) => {
    work().catch((error: unknown) => log(`${name}.failed`, { error: String(error) }));
  };
