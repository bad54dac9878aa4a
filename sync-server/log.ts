import type { Log } from "#domain/protocol/down/log.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { AskLog } from "#domain/protocol/up/ask-log.ts";
import type { DocId } from "#domain/id.ts";
import type { Session } from "./connection.ts";
import type { Directory } from "./directory.ts";
import { mayRead } from "./feed.ts";
import { lensedEntry } from "./history.ts";
import type { Storage } from "./storage/storage.ts";

/** Numbers of entries that one question looks through at most: what is rare is found in several, and nobody else waits for it. */
const STRETCH = 20_000;

/** Who may look through the history of everything: those who administer, and those whose records are all records. */
const mayAsk = (directory: Directory, session: Session): boolean => {
  const person = directory.standing(session.person)?.person;
  return person?.active === true && (person.rights.has("admin") || person.leadsAll);
};

/** One page of the data log: of what the person may read and sees of it, and of purges, whose documents nobody can read any more. */
export const answerLog = async (storage: Storage, directory: Directory, session: Session, { request, filter, before, limit }: AskLog): Promise<Log> => {
  if (!mayAsk(directory, session)) return { type: "log", request, error: "denied", entries: [], next: null };
  const newest = (await storage.counters()).history + 1;
  const from = Math.max(1, Math.min(before ?? newest, newest) - STRETCH);
  const found = await storage.log(filter, { from, before: before ?? newest }, limit);
  const documents = await storage.documents([...new Set(found.map(({ doc }) => doc))]);
  const readable = new Set<DocId>(documents.filter(({ scopes }) => mayRead(scopes, session.scopes)).map(({ doc }) => doc));
  const entries: readonly HistoryEntry[] = found.flatMap((entry) => (entry.path === "purged" ? [entry] : readable.has(entry.doc) ? lensedEntry(entry, session.lenses) : []));
  const last = found.at(-1);
  const next = found.length === limit && last ? last.no : from;
  return { type: "log", request, error: null, entries: [...entries], next: next > 1 ? next : null };
};
