import type { Clock } from "#domain/clock.ts";
import type { DocId, Key } from "#domain/id.ts";
import type { Answer, Refusal } from "#domain/protocol/down/answers.ts";
import { FAULT, type Batch, type Submitted } from "./batch.ts";
import type { Breathe } from "./breath.ts";
import type { Writer } from "./gate/gate.ts";
import { lensedAnswer } from "./lensed.ts";
import type { KeptAnswer, Storage } from "./storage/storage.ts";
import { StorageUnreachable } from "./storage/unreachable.ts";

/** Makes the answers to keep, once it is known which position the changed documents got. */
export type AnswersOf = (seqOf: (docs: ReadonlySet<DocId>) => number) => readonly KeptAnswer[];

export interface IntakeDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly defer: (call: () => void) => void;
  /** Calls back after so many milliseconds. Left out: commits follow each other as fast as they can. */
  readonly pause: ((call: () => void, milliseconds: number) => void) | undefined;
  readonly breathe: Breathe;
  readonly begin: () => Batch;
  /** Drops what is not durable and reads everything again. */
  readonly reread: () => Promise<void>;
  /** Resolves false when nothing became durable. */
  readonly commit: (batch: Batch, answersOf: AnswersOf, authors: ReadonlySet<number>) => Promise<boolean>;
  /** Runs a job in a turn of its own. It resolves all the same where there is no turn, or the job fails. */
  readonly run: (job: () => Promise<void>) => Promise<void>;
  readonly report: (what: string, error: unknown) => void;
}

/** A transaction on its way in. One without an id is not repeated: it comes from a stock client. */
export type Taken = Submitted & { readonly id?: Key };

interface Waiting {
  readonly tx: Taken;
  readonly writer: () => Promise<Writer | null>;
  readonly answered: (answer: Answer | null) => void;
}

type Outcome =
  | { readonly is: "accepted"; readonly docs: ReadonlySet<DocId> }
  | { readonly is: "refused"; readonly refusal: Refusal }
  | { readonly is: "repeated"; readonly answer: Answer }
  /** The same id stands earlier in the same batch, at `first`. */
  | { readonly is: "twin"; readonly first: number }
  | { readonly is: "unwelcome" };

interface Judged {
  readonly outcome: Outcome;
  readonly by: Writer | null;
}

/** Commits begin so many milliseconds apart at least: what comes meanwhile shares the next. One that comes alone waits for nothing. */
const APART = 2;
const MAX_TOGETHER = 400;
/** Weight after which a commit takes no more: what is left goes into the next. */
const MAX_WEIGHT = 400_000;

const STOLEN: Refusal = { code: "malformed", reason: "usedTransaction", doc: null, path: null };

/**
 * Gathers what arrives at the same moment and takes it through the gate: one durable commit, then the pages, then the answers.
 * The answer is null when the writer may no longer write at all, or when the commit failed.
 */
export const createIntake = ({ storage, clock, defer, pause, breathe, begin, reread, commit, run, report }: IntakeDeps) => {
  let waiting: Waiting[] = [];
  let called = false;
  let began = Number.NEGATIVE_INFINITY;

  /** Until what belongs into the next commit is in. */
  const gather = async (): Promise<void> => {
    const early = pause ? began + APART - clock.now() : 0;
    // A clock that is set back must not hold anybody up.
    if (pause && early > 0 && early <= APART) await new Promise<void>((resolve) => pause(resolve, early));
    else await new Promise<void>((resolve) => defer(resolve));
    began = clock.now();
  };

  const judge = async (batch: Batch, by: Writer | null, { tx }: Waiting, earlier: KeptAnswer | undefined, first: number | undefined): Promise<Judged> => {
    if (!by) return { outcome: { is: "unwelcome" }, by };
    if (earlier) {
      const mine = earlier.person === by.person.id;
      return { outcome: mine ? { is: "repeated", answer: lensedAnswer(earlier.answer, by.person.lenses) } : { is: "refused", refusal: STOLEN }, by };
    }
    if (first !== undefined) return { outcome: { is: "twin", first }, by };
    const result = await batch.submit(tx, by);
    return { outcome: result.ok ? { is: "accepted", docs: result.value } : { is: "refused", refusal: result.error }, by };
  };

  const answerTo = ({ outcome, by }: Judged, tx: Taken, seqOf: (docs: ReadonlySet<DocId>) => number, judged: readonly Judged[], answers: readonly (Answer | null)[]): Answer | null => {
    const id = tx.id ?? ("" as Key);
    switch (outcome.is) {
      case "accepted":
        return { tx: id, ok: true, seq: seqOf(outcome.docs) };
      case "refused":
        return { tx: id, ok: false, refusal: outcome.refusal };
      case "repeated":
        return outcome.answer;
      case "twin": {
        const mine = judged[outcome.first]?.by?.person.id === by?.person.id;
        return mine ? (answers[outcome.first] ?? null) : { tx: id, ok: false, refusal: STOLEN };
      }
      case "unwelcome":
        return null;
    }
  };

  /** Takes it through the gate, all of it or as much as one commit holds. The place of a submission that failed half way is returned instead: the batch cannot be used. */
  const judgeInto = async (batch: Batch, work: readonly Waiting[], known: ReadonlyMap<Key, KeptAnswer>, faults: ReadonlySet<number>): Promise<readonly Judged[] | number> => {
    const firsts = new Map<Key, number>();
    const judged: Judged[] = [];
    for (const [index, one] of work.entries()) {
      if (batch.weight() > MAX_WEIGHT) return judged;
      await breathe();
      const { id } = one.tx;
      const by = await one.writer().catch((error: unknown) => {
        report("telling who writes failed", error);
        return null;
      });
      try {
        judged.push(by && faults.has(index) ? { outcome: { is: "refused", refusal: FAULT }, by } : await judge(batch, by, one, id && known.get(id), id && firsts.get(id)));
      } catch (error) {
        // Nothing is known of this one or the others: all are handed in again.
        if (error instanceof StorageUnreachable) throw error;
        report("taking in a submission failed", error);
        return index;
      }
      if (id !== undefined && !firsts.has(id)) firsts.set(id, index);
    }
    return judged;
  };

  /** One that fails half way is refused; the others are taken through the gate again, as if it had not been there. */
  const judgeAll = async (work: readonly Waiting[], known: ReadonlyMap<Key, KeptAnswer>): Promise<{ readonly batch: Batch; readonly judged: readonly Judged[] }> => {
    const faults = new Set<number>();
    for (;;) {
      const batch = begin();
      const judged = await judgeInto(batch, work, known, faults);
      if (typeof judged !== "number") return { batch, judged };
      faults.add(judged);
      await reread();
    }
  };

  /** Fills `answers`, and says which of them are kept for a repeat. */
  const keeping =
    (work: readonly Waiting[], judged: readonly Judged[], answers: (Answer | null)[]): AnswersOf =>
    (seqOf) => {
      const kept: KeptAnswer[] = [];
      for (const [index, { tx }] of work.entries()) {
        const one = judged[index];
        if (!one) continue;
        const answer = answerTo(one, tx, seqOf, judged, answers);
        answers.push(answer);
        const fresh = one.outcome.is === "accepted" || (one.outcome.is === "refused" && one.outcome.refusal !== STOLEN);
        if (answer && one.by && tx.id !== undefined && fresh) kept.push({ tx: tx.id, person: one.by.person.id, device: one.by.device, answer, at: clock.now() });
      }
      return kept;
    };

  const flush = async (): Promise<void> => {
    await gather();
    called = false;
    let work = waiting.slice(0, MAX_TOGETHER);
    waiting = waiting.slice(MAX_TOGETHER);
    if (waiting.length > 0) call();
    if (work.length === 0) return;
    const ids = work.flatMap(({ tx }) => (tx.id === undefined ? [] : [tx.id]));
    const answers: (Answer | null)[] = [];
    let durable = false;
    try {
      const known = new Map((await storage.answers(ids)).map((kept) => [kept.tx, kept]));
      const { batch, judged } = await judgeAll(work, known);
      if (judged.length < work.length) {
        waiting = [...work.slice(judged.length), ...waiting];
        work = work.slice(0, judged.length);
        call();
      }
      const authors = new Set(judged.flatMap(({ by }) => (by ? [by.device] : [])));
      durable = await commit(batch, keeping(work, judged, answers), authors);
    } finally {
      for (const [index, { answered }] of work.entries()) answered(durable ? (answers[index] ?? null) : null);
    }
  };

  const call = () => {
    if (called) return;
    called = true;
    let begun = false;
    const end = run(() => {
      begun = true;
      return flush();
    });
    void end.then(() => {
      if (begun) return;
      called = false;
      for (const { answered } of waiting.splice(0)) answered(null);
    });
  };

  return (tx: Taken, writer: Waiting["writer"]): Promise<Answer | null> =>
    new Promise((answered) => {
      waiting.push({ tx, writer, answered });
      call();
    });
};
