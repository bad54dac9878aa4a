import { docId, kindOf } from "#domain/id.ts";
import { isHidden, seenValue, type Lenses } from "#domain/policy/lens.ts";
import type { History, HistoryEntry } from "#domain/protocol/down/history.ts";
import type { AskHistory } from "#domain/protocol/up/ask-history.ts";
import { facetsOf } from "#domain/record/path.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { mayRead, type Sight } from "./feed.ts";
import { lensFor } from "./lensed.ts";
import type { Storage } from "./storage/storage.ts";

/** An entry as its reader sees it; nothing of one that is about what is hidden. */
export const lensedEntry = (entry: HistoryEntry, lenses: Lenses): readonly HistoryEntry[] => {
  const lens = lensFor(entry.doc, lenses);
  if (!lens) return [entry];
  if (isHidden(lens, entry.path)) return [];
  return [{ ...entry, from: seenValue(lens, entry.path, entry.from), to: seenValue(lens, entry.path, entry.to) }];
};

/** One page of a record's history: of those of its documents that the person may read, and of what they see of them. */
export const answerHistory = async (storage: Storage, { scopes, lenses }: Sight, ask: AskHistory): Promise<History> => {
  const entity = findEntity(kindOf(ask.record));
  const docs = entity ? [docId(ask.record), ...facetsOf(entity).map((facet) => docId(ask.record, facet))] : [];
  const readable = (await storage.documents(docs)).filter((stored) => mayRead(stored.scopes, scopes)).map(({ doc }) => doc);
  const entries: HistoryEntry[] = [];
  let before = ask.before;
  while (readable.length > 0 && entries.length <= ask.limit) {
    const found = await storage.history(readable, before, ask.limit + 1);
    entries.push(...found.flatMap((entry) => lensedEntry(entry, lenses)));
    before = found.at(-1)?.no ?? null;
    if (found.length <= ask.limit) break;
  }
  return { type: "history", request: ask.request, entries: entries.slice(0, ask.limit), more: entries.length > ask.limit };
};
