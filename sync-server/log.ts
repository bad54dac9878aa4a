import type { Log } from "#domain/protocol/down/log.ts";
import type { HistoryEntry } from "#domain/protocol/down/history.ts";
import type { AskLog, LogFilter } from "#domain/protocol/up/ask-log.ts";
import type { Breathe } from "./breath.ts";
import { kindOf, type DocId } from "#domain/id.ts";
import { isHidden, type Lenses } from "#domain/policy/lens.ts";
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

/** Entries that are fetched at once. */
const FETCHED = 200;

/** Whether it is all about what is hidden: of that it is not even told how much there is. */
const isAllHidden = ({ kind, record, path }: LogFilter, lenses: Lenses): boolean => {
  const of = record === null ? kind : kindOf(record);
  return path !== null && of !== null && isHidden(lenses.get(of), path);
};

export interface LogDeps {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly breathe: Breathe;
}

/**
 * One page of the data log: of what the person may read and sees of it, and of purges, whose documents nobody can read any more. Where it goes on
 * is told by an entry that is in it, or by where the looking ended, never by one that is left out.
 */
export const answerLog = async ({ storage, directory, breathe }: LogDeps, session: Session, { request, filter, before, limit }: AskLog): Promise<Log> => {
  if (!mayAsk(directory, session)) return { type: "log", request, error: "denied", entries: [], next: null };
  const newest = (await storage.counters()).history + 1;
  const from = Math.max(1, Math.min(before ?? newest, newest) - STRETCH);
  const entries: HistoryEntry[] = [];

  const shown = async (found: readonly HistoryEntry[]): Promise<readonly HistoryEntry[]> => {
    const documents = await storage.documents([...new Set(found.map(({ doc }) => doc))]);
    const readable = new Set<DocId>(documents.filter(({ scopes }) => mayRead(scopes, session.scopes)).map(({ doc }) => doc));
    return found.flatMap((entry) => (entry.path === "purged" ? [entry] : readable.has(entry.doc) ? lensedEntry(entry, session.lenses) : []));
  };

  let below = isAllHidden(filter, session.lenses) ? from : (before ?? newest);
  while (below > from && entries.length < limit) {
    await breathe();
    const found = await storage.log(filter, { from, before: below }, FETCHED);
    entries.push(...(await shown(found)));
    below = found.length === FETCHED ? (found.at(-1)?.no ?? from) : from;
  }
  const page = entries.slice(0, limit);
  const next = page.length === limit ? (page.at(-1)?.no ?? from) : from;
  return { type: "log", request, error: null, entries: page, next: next > 1 ? next : null };
};
