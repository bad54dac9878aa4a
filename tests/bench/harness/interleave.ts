import { isDeepStrictEqual } from "node:util";
import type { Comparison, Outcome, Size, Timings, Unit } from "./bench.ts";
import { sampleOf } from "./sample.ts";

export interface Round<Answer> {
  readonly answer: Answer;
  readonly took: Timings;
}

export interface Contender<Answer> {
  readonly name: string;
  readonly run: () => Promise<Round<Answer>> | Round<Answer>;
}

export interface Match<Answer> {
  readonly ours: Contender<Answer>;
  readonly peers: readonly Contender<Answer>[];
  readonly rounds: number;
  /** Rounds before those that count, at least one; where only one counts, none. Answers are compared in the first of all. */
  readonly warmUps: number;
  /** Longest one round may take, in milliseconds. */
  readonly patience: number;
  readonly say: (text: string) => void;
}

/** Rounds by contender, or why it did not finish. */
export type Played = ReadonlyMap<string, readonly Timings[] | string>;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const within = async <T>(patience: number, work: () => Promise<T> | T): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${Math.round(patience / 1_000)} s`)), patience);
  });
  try {
    return await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Lets all contenders do the same work in turns, the order turned round each time. Answers are compared first: a peer whose answer
 * differs from ours stops the benchmark, for then its time means nothing. A peer that fails is left out with the reason; when ours
 * fails, the benchmark fails.
 */
export const interleave = async <Answer>({ ours, peers, rounds, warmUps, patience, say }: Match<Answer>): Promise<Played> => {
  const played = new Map<string, Timings[]>([ours, ...peers].map(({ name }) => [name, []]));
  const failed = new Map<string, string>();
  const play = async (contender: Contender<Answer>): Promise<Round<Answer> | null> => {
    if (failed.has(contender.name)) return null;
    globalThis.gc?.();
    try {
      return await within(patience, contender.run);
    } catch (error) {
      if (contender === ours) throw error;
      failed.set(contender.name, messageOf(error));
      return null;
    }
  };

  const compareAnswers = (answers: ReadonlyMap<string, Answer>): void => {
    const mine = answers.get(ours.name);
    for (const [name, theirs] of answers) {
      if (isDeepStrictEqual(theirs, mine)) continue;
      throw new Error(`${name} answers otherwise than ${ours.name}: ${JSON.stringify(theirs)?.slice(0, 600)} and ${JSON.stringify(mine)?.slice(0, 600)}`);
    }
  };

  const all = [ours, ...peers];
  const first = rounds === 1 ? 0 : -Math.max(1, warmUps);
  for (let round = first; round < rounds; round += 1) {
    const answers = new Map<string, Answer>();
    for (const contender of round % 2 === 0 ? all : all.toReversed()) {
      const done = await play(contender);
      if (!done) continue;
      answers.set(contender.name, done.answer);
      if (round >= 0) played.get(contender.name)?.push(done.took);
    }
    if (round === first) compareAnswers(answers);
    if (round >= 0) say(`round ${round + 1} of ${rounds}`);
  }
  return new Map<string, readonly Timings[] | string>([...played].map(([name, took]) => [name, failed.get(name) ?? took]));
};

const outcomeOf = (found: readonly Timings[] | string | undefined, measure: string): Outcome => {
  if (found === undefined || typeof found === "string") return { finished: false, reason: found ?? "not run" };
  const runs = found.flatMap((took) => (took[measure] === undefined ? [] : [took[measure]]));
  return runs.length === 0 ? { finished: false, reason: "not measured" } : { finished: true, sample: sampleOf(runs) };
};

export interface Measure {
  readonly what: string;
  readonly unit: Unit;
  /** Its name among ours, and among a peer's where theirs is called otherwise. */
  readonly measure: string;
  readonly theirs?: string;
  readonly target?: string;
  readonly size?: Size;
}

/** The rounds as lines of the result. The first contender played is ours; a peer that has no such thing is left out of a line. */
export const compare = (played: Played, measures: readonly Measure[]): readonly Comparison[] => {
  const [ours = "", ...peers] = played.keys();
  return measures.map(({ what, unit, measure, theirs, target, size }) => ({
    what,
    unit,
    ours: outcomeOf(played.get(ours), measure),
    peers: peers.flatMap((name) => {
      const found = played.get(name);
      const has = typeof found === "string" || found?.some((took) => took[theirs ?? measure] !== undefined);
      return has ? [{ name, outcome: outcomeOf(found, theirs ?? measure) }] : [];
    }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size }),
  }));
};

/** Milliseconds that some work takes, with what it gives. */
export const timed = async <T>(work: () => Promise<T> | T): Promise<{ readonly value: T; readonly ms: number }> => {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
};
