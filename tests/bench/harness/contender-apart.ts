import { answerQuestions, startApart, type Apart, type Program } from "./apart.ts";
import type { BenchContext } from "./bench.ts";
import { interleave, type Contender, type Match, type Played, type Round } from "./interleave.ts";

/** What is given to a contender in another process. */
type Given = string | number | null;

/** A contender as a program, so that what one leaves in memory costs no other. */
export const contenderProgram = <Answer>(url: string, name: string, open: (...given: readonly never[]) => Promise<Contender<Answer>["run"]> | Contender<Answer>["run"]): Program => ({
  url,
  name,
  run: async (...given) => {
    const run = await open(...given);
    answerQuestions(async () => run());
  },
});

interface InProcess<Answer> extends Contender<Answer> {
  readonly stop: () => Promise<void>;
}

/** Its process is started by its first round. */
const inProcess = <Answer>(program: Program, given: readonly Given[]): InProcess<Answer> => {
  let started: Promise<Apart> | null = null;
  return {
    name: program.name,
    run: async () => (await (started ??= startApart(program, { given, flags: process.execArgv }))).ask<Round<Answer>>({ ask: "round" }),
    stop: async () => (await started?.catch(() => null))?.stop(),
  };
};

interface PlayApart extends Omit<Match<never>, "ours" | "peers"> {
  readonly ours: Program;
  readonly peers: readonly Program[];
  readonly given: readonly Given[];
  readonly finally: BenchContext["finally"];
}

/** Lets programs do the same work in turns, each in a process of its own. */
export const playApart = async <Answer>({ ours, peers, given, finally: atEnd, ...match }: PlayApart): Promise<Played> => {
  const mine = inProcess<Answer>(ours, given);
  const others = peers.map((peer) => inProcess<Answer>(peer, given));
  const stop = async (): Promise<void> => void (await Promise.all([mine, ...others].map((each) => each.stop())));
  atEnd(stop);
  const played = await interleave<Answer>({ ours: mine, peers: others, ...match });
  await stop();
  return played;
};
