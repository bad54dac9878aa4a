import type { LogPage, PreviewProblem, RecordHistory } from "#workers/replica/api.ts";
import type { Effect } from "#domain/policy/effect.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Instant } from "#domain/clock.ts";
import { docId, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Down } from "#domain/protocol/down.ts";
import { isHidden } from "#domain/policy/lens.ts";
import { facetsOf } from "#domain/record/path.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";
import type { StoredHistory } from "./storage/storage.ts";
import type { Sync } from "./sync.ts";
import type { Question, TabMessage } from "./tabs.ts";

/** Answers of the relay to questions. */
type Told = Extract<Down, { type: "history" | "log" | "past" | "done" }>;

const PAGE = 50;
/** Longest wait for the relay's answer, in milliseconds. */
const PATIENCE = 10_000;
/** Longest wait for the leading tab's answer, which waits for the relay's. */
const PATIENCE_ELSEWHERE = PATIENCE + 2_000;

type PurgeProblem = { readonly type: "Offline" } | { readonly type: "Denied" } | { readonly type: "NotFound" };

/** What only the relay knows or does. Tabs without the connection ask through the one that has it. */
export interface Questions {
  readonly history: (record: RecordId, before: number | null) => Promise<RecordHistory>;
  readonly log: (filter: LogFilter, before: number | null, limit: number) => Promise<Result<LogPage, PreviewProblem>>;
  /** How documents of a kind, or of one record, that have changed since stood at an earlier instant. */
  readonly past: (kind: string, record: RecordId | null, at: Instant) => Promise<Result<ReadonlyMap<DocId, Row | null>, { readonly type: "Offline" }>>;
  readonly purge: (record: RecordId) => Promise<Result<true, PurgeProblem>>;
  /** Official numbers put by for this device, filled up; null without an answer. */
  readonly reserve: (kind: string) => Promise<readonly string[] | null>;
  /** What changed rows of the organisation would mean for what people read. */
  readonly preview: (rows: readonly Row[]) => Promise<Result<readonly Effect[], PreviewProblem>>;
  /** An answer of the relay. */
  readonly told: (message: Told) => void;
  /** A message of another tab. */
  readonly heard: (message: Extract<TabMessage, { type: "question" | "answer" }>) => void;
  /** Nothing asked before will be answered. */
  readonly lost: () => void;
}

const messageFor = (question: Question, request: number): Parameters<Sync["send"]>[0] => {
  switch (question.ask) {
    case "history":
      return { type: "askHistory", request, record: question.record, before: question.before, limit: PAGE };
    case "log":
      return { type: "askLog", request, filter: question.filter, before: question.before, limit: question.limit };
    case "past":
      return { type: "askPast", request, kind: question.kind, record: question.record, at: question.at, after: question.after };
    case "purge":
      return { type: "command", request, do: { name: "purge", record: question.record } };
    case "reserve":
      return { type: "command", request, do: { name: "reserve", kind: question.kind } };
    case "preview":
      return { type: "command", request, do: { name: "preview", rows: [...question.rows] } };
  }
};

export const createQuestions = (core: Core, { leading, send }: { readonly leading: () => boolean; readonly send: Sync["send"] }): Questions => {
  const { deps, storage, keys } = core;
  const run = createRun(deps.log);
  const asked = new Map<number, (answer: Told | null) => void>();
  const elsewhere = new Map<string, (answer: unknown) => void>();
  let last = 0;

  const put = (question: Question): Promise<Told | null> => {
    const request = (last += 1);
    const sent = send(messageFor(question, request));
    if (!sent) return Promise.resolve(null);
    return new Promise((resolve) => {
      const timer = deps.timers.set(() => {
        asked.delete(request);
        resolve(null);
      }, PATIENCE);
      asked.set(request, (answer) => {
        deps.timers.clear(timer);
        resolve(answer);
      });
    });
  };

  /** A tab that has just begun knows neither who has the connection nor whether there is one. */
  const isUnsettled = (): boolean => core.link().is === "connecting";

  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        stop();
        deps.timers.clear(timer);
        resolve();
      };
      const timer = deps.timers.set(end, PATIENCE);
      const stop = core.onState(() => {
        if (!isUnsettled()) end();
      });
    });

  const putElsewhere = (question: Question): Promise<Told | null> => {
    const id = keys.next();
    return new Promise((resolve) => {
      const timer = deps.timers.set(() => {
        elsewhere.delete(id);
        resolve(null);
      }, PATIENCE_ELSEWHERE);
      elsewhere.set(id, (answer) => {
        deps.timers.clear(timer);
        resolve(answer as Told | null);
      });
      deps.tabs.post({ type: "question", id, question });
    });
  };

  const ask = async (question: Question): Promise<Told | null> => {
    if (isUnsettled()) await settled();
    return leading() ? put(question) : putElsewhere(question);
  };

  const pendingOf = (record: RecordId): RecordHistory["pending"] => {
    const entity = findEntity(kindOf(record));
    const docs = [docId(record), ...(entity ? facetsOf(entity) : []).map((facet) => docId(record, facet))];
    const txs = new Set(docs.flatMap((doc) => core.outbox.ofDoc(doc)));
    return [...txs].flatMap((tx) => tx.docs.filter(({ doc }) => recordOf(doc) === record).flatMap(({ doc, changes }) => changes.map((change) => ({ doc, change }))));
  };

  return {
    history: async (record, before) => {
      // What is stored is shown meanwhile; who shows it asks again once the device is connected.
      const answer = isUnsettled() ? null : await ask({ ask: "history", record, before });
      if (answer?.type === "history") {
        const { more } = answer;
        // An answer that comes after the record has gone is not kept, nor what is in it of fields that have been hidden since.
        const seen = () => answer.entries.filter(({ path }) => !isHidden(core.person()?.lenses.get(kindOf(record)), path));
        if (before === null) await core.exclusive(async () => core.segments.row(docId(record)) && storage.write([{ table: "history", key: record, put: { entries: seen(), more } }], "relaxed"));
        const entries = seen();
        return { entries, more, pending: pendingOf(record), fresh: true };
      }
      const known: StoredHistory = (before === null ? await storage.get("history", record) : undefined) ?? { entries: [], more: false };
      return { ...known, pending: pendingOf(record), fresh: false };
    },
    log: async (filter, before, limit) => {
      const answer = await ask({ ask: "log", filter, before, limit });
      if (answer?.type !== "log") return err({ type: "Offline" });
      return answer.error === null ? ok({ entries: answer.entries, next: answer.next }) : err({ type: "Denied" });
    },
    past: async (kind, record, at) => {
      const found = new Map<DocId, Row | null>();
      for (let after: RecordId | null = null; ; ) {
        const answer: Told | null = await ask({ ask: "past", kind, record, at, after });
        if (answer?.type !== "past") return err({ type: "Offline" });
        for (const { doc, row } of answer.docs) found.set(doc, row);
        if (answer.next === null) return ok(found);
        after = answer.next;
      }
    },
    purge: async (record) => {
      const answer = await ask({ ask: "purge", record });
      if (answer?.type !== "done") return err({ type: "Offline" });
      if (answer.error === null) return ok(true);
      return err({ type: answer.error === "notFound" ? "NotFound" : "Denied" });
    },
    reserve: async (kind) => {
      const answer = await ask({ ask: "reserve", kind });
      return answer?.type === "done" && answer.error === null ? (answer.numbers ?? []) : null;
    },
    preview: async (rows) => {
      const answer = await ask({ ask: "preview", rows });
      if (answer?.type !== "done") return err({ type: "Offline" });
      return answer.error === null ? ok(answer.effect ?? []) : err({ type: "Denied" });
    },
    told: (message) => {
      asked.get(message.request)?.(message);
      asked.delete(message.request);
    },
    heard: (message) => {
      if (message.type === "answer") {
        elsewhere.get(message.id)?.(message.answer);
        elsewhere.delete(message.id);
      } else if (leading()) {
        run("question", async () => deps.tabs.post({ type: "answer", id: message.id, answer: await put(message.question) }));
      }
    },
    lost: () => {
      for (const answer of asked.values()) answer(null);
      asked.clear();
    },
  };
};
