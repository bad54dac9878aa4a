import { docId, kindOf } from "#domain/id.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { History } from "#domain/protocol/down/history.ts";
import type { AskHistory } from "#domain/protocol/up/ask-history.ts";
import { facetsOf } from "#domain/record/path.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { mayRead } from "./feed.ts";
import type { Storage } from "./storage/storage.ts";

/** One page of a record's history: of those of its documents that the person may read. */
export const answerHistory = async (storage: Storage, scopes: ReadonlySet<Scope>, ask: AskHistory): Promise<History> => {
  const entity = findEntity(kindOf(ask.record));
  const docs = entity ? [docId(ask.record), ...facetsOf(entity).map((facet) => docId(ask.record, facet))] : [];
  const readable = (await storage.documents(docs)).filter((stored) => mayRead(stored.scopes, scopes)).map(({ doc }) => doc);
  const entries = readable.length === 0 ? [] : await storage.history(readable, ask.before, ask.limit + 1);
  return { type: "history", request: ask.request, entries: entries.slice(0, ask.limit), more: entries.length > ask.limit };
};
