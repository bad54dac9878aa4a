import type { AttentionItem, CommitProblem, Edit } from "#workers/replica/api.ts";
import { recordOf, type RecordId } from "#domain/id.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
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

const BATCH = 1_000;
/** Changes under way at a time: enough to keep the relay busy, few enough for memory. */
const UNDER_WAY = 4_000;

const names = (values: Values, records: ReadonlySet<string>): boolean =>
  records.size > 0 &&
  Object.entries(values).some(([path, value]) => (typeof value === "string" && records.has(value)) || (path.startsWith("set/") && records.has(path.slice(path.indexOf("/", 4) + 1))));

/** The edits in their order, cut so that none stands in one batch with a record that it names: whether that comes to be is known first. */
const batchesOf = function* (edits: readonly Edit[]): Generator<readonly Edit[]> {
  let batch: Edit[] = [];
  const inBatch = new Set<string>();
  for (const edit of edits) {
    if (batch.length >= BATCH || names(edit.values, inBatch)) {
      yield batch;
      batch = [];
      inBatch.clear();
    }
    batch.push(edit);
    inBatch.add(edit.record);
  }
  if (batch.length > 0) yield batch;
};

const bound = (batch: readonly Edit[]): Uint8Array => {
  const builder = createSheafBuilder();
  for (const { record, values } of batch) builder.add(record, Object.entries(values));
  return builder.finish().bytes;
};

const attentionOf = ({ replica }: Session): readonly AttentionItem[] => {
  let items: readonly AttentionItem[] = [];
  replica
    .attention((now) => {
      items = now;
    })
    .stop();
  return items;
};

const reasonOf = (problem: CommitProblem): string => {
  if (problem.type === "NotFetched") return problem.type;
  return problem.type === "StorageFailed" ? problem.problem : problem.reason;
};

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

  const write = async (batch: readonly Edit[]): Promise<void> => {
    if (batch.length === 0) return;
    const outcome = await replica.bringIn(bound(batch));
    if (!outcome.ok) fail("unexpected", commitSentence(session.locale, outcome.error));
    else for (const { at, problem } of outcome.value.refused) refuse((batch[at] as Edit).record, reasonOf(problem), commitSentence(session.locale, problem));
  };

  const sound = (batch: readonly Edit[]): readonly Edit[] =>
    batch.filter(({ record, values }) => {
      const good = !names(values, rejected);
      if (!good) refuse(record, "refersToRejected", referredSentence(session.locale));
      return good;
    });

  const show = (waiting: number): void => progress.show(`${written} of ${edits.length} written, ${written - Math.min(waiting, written)} acknowledged`);

  for (const batch of batchesOf(edits)) {
    await session.acknowledged(UNDER_WAY, show);
    await write(sound(batch));
    written += batch.length;
  }
  await session.acknowledged(0, show);
  progress.end();
  for (const { docs, refusal } of attentionOf(session)) {
    for (const record of new Set(docs.map(({ doc }) => recordOf(doc)))) refused.push({ record, by: "relay", reason: refusal.reason, message: refusalSentence(session.locale, refusal) });
  }
  return refused;
};
