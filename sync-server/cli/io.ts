import { resolve } from "node:path";

/** The world of a command: results go to `out` and nothing else does; progress, notes and errors go to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal: progress may rewrite its line. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths are meant from. */
  readonly folder: string;
}

export const pathIn = (io: Io, path: string): string => resolve(io.folder, path);

export const note = (io: Io, text: string): void => {
  io.err(`${text}\n`);
};

export const writeJson = (io: Io, value: unknown): void => {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
};

export interface ProgressLine {
  readonly show: (text: string) => void;
  readonly end: () => void;
}

/** One line of progress: rewritten on a terminal, else a new line every few seconds. */
export const createProgress = (io: Io, now: () => number = Date.now): ProgressLine => {
  const pause = io.interactive ? 100 : 3_000;
  let last = now();
  let shown = false;
  return {
    show: (text) => {
      if (now() - last < pause) return;
      last = now();
      shown = io.interactive;
      io.err(io.interactive ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end: () => {
      if (shown) io.err("\r\u001b[K");
      shown = false;
    },
  };
};
