/** What the process ends with. Documented in every `--help`. */
export const EXIT = { ok: 0, unexpected: 1, usage: 2, unreachable: 3, rights: 4, rejected: 5, unfinished: 6, altered: 7 } as const;
export type Ending = keyof typeof EXIT;

export const EXIT_HELP = `Exit codes
  0  done
  1  something unexpected; the message says what
  2  the command cannot be understood: options, columns, filters, the map or the file
  3  the relay cannot be reached, or the sign-in failed
  4  the signed-in user has no right to do this
  5  import, generate: some rows were rejected; everything else is in
  6  the connection was lost before everything was acknowledged; run the command again
  7  audit: the history is not as it was written`;

/** Ends a command with a sentence for the person who typed it. Thrown from any depth, caught once where commands are run. */
export class Failure extends Error {
  readonly ending: Ending;
  constructor(ending: Ending, message: string) {
    super(message);
    this.ending = ending;
  }
}

export const fail = (ending: Ending, message: string): never => {
  throw new Failure(ending, message);
};
