import type { AttentionItem, CommitProblem, Edit } from "#workers/replica/api.ts";
import { recordOf, type RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { fail } from "./exit.ts";
import { createProgress, type Io } from "./io.ts";
import { commitSentence, referredSentence, refusalSentence } from "./sentences.ts";
import type { Session } from "./session.ts";

/** A record that did not come to be, or a change that was not made. */
export interface RefusedRecord {
  readonly record: RecordId;
  /** `rights`: this device knew that it would be refused. `relay`: the relay refused it. */
  readonly by: "rights" | "relay";
  readonly reason: string;
  readonly message: string;
}

const BATCH = 250;
/** Changes under way at a time: enough to keep the relay busy, few enough for memory. */
const UNDER_WAY = 2_000;

const names = (values: Values, rejected: ReadonlySet<string>): boolean =>
  rejected.size > 0 &&
  Object.entries(values).some(([path, value]) => (typeof value === "string" && rejected.has(value)) || (path.startsWith("set/") && rejected.has(path.slice(path.indexOf("/", 4) + 1))));

const attentionOf = ({ replica }: Session): readonly AttentionItem[] => {
  let items: readonly AttentionItem[] = [];
  replica
    .attention((now) => {
      items = now;
    })
    .stop();
  return items;
};

const reasonOf = (problem: Exclude<CommitProblem, { type: "StorageFailed" }>): string => problem.reason;

/** Makes all edits, in order, and waits until the relay has answered for each. What is refused stops nothing else. */
export const writeEdits = async (session: Session, edits: readonly Edit[], io: Io): Promise<readonly RefusedRecord[]> => {
  const { replica } = session;
  const refused: RefusedRecord[] = [];
  const rejected = new Set<string>();
  const progress = createProgress(io);
  let written = 0;

  const refuse = (record: RecordId, reason: string, message: string): void => {
    refused.push({ record, by: "rights", reason, message });
    rejected.add(record);
  };

  const commit = async (batch: readonly Edit[]): Promise<void> => {
    const [first] = batch;
    if (!first) return;
    const outcome = await replica.commit(batch);
    if (outcome.ok) return;
    if (outcome.error.type === "StorageFailed") fail("unexpected", commitSentence(session.locale, outcome.error));
    else if (batch.length === 1) refuse(first.record, reasonOf(outcome.error), commitSentence(session.locale, outcome.error));
    else {
      // One bad record refuses its batch: halves find it.
      const middle = batch.length >> 1;
      await commit(batch.slice(0, middle));
      await commit(sound(batch.slice(middle)));
    }
  };

  const sound = (batch: readonly Edit[]): readonly Edit[] =>
    batch.filter(({ record, values }) => {
      const good = !names(values, rejected);
      if (!good) refuse(record, "refersToRejected", referredSentence(session.locale));
      return good;
    });

  const show = (waiting: number): void => progress.show(`${written} of ${edits.length} written, ${written - Math.min(waiting, written)} acknowledged`);

  for (let at = 0; at < edits.length; at += BATCH) {
    await session.acknowledged(UNDER_WAY, show);
    const batch = edits.slice(at, at + BATCH);
    await commit(sound(batch));
    written += batch.length;
  }
  await session.acknowledged(0, show);
  progress.end();
  for (const { docs, refusal } of attentionOf(session)) {
    for (const record of new Set(docs.map(({ doc }) => recordOf(doc)))) refused.push({ record, by: "relay", reason: refusal.reason, message: refusalSentence(session.locale, refusal) });
  }
  return refused;
};
