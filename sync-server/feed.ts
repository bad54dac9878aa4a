import { facetOf, kindOf, type DocId } from "#domain/id.ts";
import type { Lenses } from "#domain/policy/lens.ts";
import { kindOfLens } from "#domain/policy/lens-scope.ts";
import { meet, narrowed, widened, type Scope } from "#domain/policy/scope.ts";
import type { Entry, Page } from "#domain/protocol/down/page.ts";
import type { Breathe } from "./breath.ts";
import type { Lensing } from "./lensed.ts";
import { hasProse, withProseRows } from "./prose-rows.ts";
import type { Device, FeedPlace, FeedRange, Storage, StoredContent } from "./storage/storage.ts";

/** What one page holds at most: documents, and bytes of content. */
export const PAGE_DOCS = 1_000;
export const PAGE_BYTES = 800_000;

const WINDOW = 2_000;
const LOADED_AT_ONCE = 100;
const END = Number.MAX_SAFE_INTEGER;

/** Everything that leaves the relay about a document passes here, and through the lens that its reader has of the kind. */
export const mayRead = (documentScopes: readonly Scope[], personScopes: ReadonlySet<Scope>): boolean => meet(documentScopes, personScopes);

/**
 * What a device is still to be sent, in three stages: documents of scopes it lost, documents of scopes it gained that
 * changed before its cursor, then everything in its scopes after the cursor.
 */
export interface CatchUp {
  readonly scopes: ReadonlySet<Scope>;
  readonly lenses: Lenses;
  /** Kinds of which the device has, or may have, records through another lens: it is sent all of them anew. */
  readonly anew: ReadonlySet<string>;
  /** Scopes that the device has completely up to `cursor`. */
  readonly held: readonly Scope[];
  readonly lost: readonly Scope[];
  readonly gained: readonly Scope[];
  readonly cursor: number;
  stage: "lost" | "gained" | "feed";
  /** Newest position when its first page was made: what had gone by then has not been sent by it. Null before that. */
  began: number | null;
  /** Position within the stage up to which everything was sent. */
  after: number;
  window: readonly FeedPlace[];
}

/** What somebody reads, and through which lenses. */
export interface Sight {
  readonly scopes: ReadonlySet<Scope>;
  readonly lenses: Lenses;
}

/** The scopes of all that somebody reads of one kind. */
const ofKind = (kind: string, scopes: Iterable<Scope>): readonly Scope[] =>
  [...scopes].flatMap((scope) => {
    const { type } = widened(scope);
    if (type === null) return kindOfLens(scope) === null ? [narrowed(kind, scope)] : [];
    return type === kind ? [scope] : [];
  });

/** `given` are scopes that the device may have documents of, though perhaps not all. */
export const planCatchUp = (cursor: number, held: readonly Scope[], given: readonly Scope[], { scopes, lenses }: Sight): CatchUp => {
  const had = new Set(held);
  const lost = [...new Set([...held, ...given])].filter((scope) => !scopes.has(scope));
  const came = [...scopes].filter((scope) => !had.has(scope));
  const anew = new Set([...lost, ...came].flatMap((scope) => kindOfLens(scope) ?? []));
  const gained = cursor === 0 ? [] : [...new Set([...came, ...[...anew].flatMap((kind) => ofKind(kind, scopes))])];
  return { scopes, lenses, anew, held, lost, gained, cursor, stage: "lost", began: null, after: 0, window: [] };
};

/** The same device when its rights change before it has caught up. */
export const replanCatchUp = (plan: CatchUp, sight: Sight): CatchUp => {
  const inFeed = plan.stage === "feed";
  // Of what it was losing the device may have been told already that it is gone. What comes in another form goes on coming so, to the end.
  const coming = inFeed ? [...plan.scopes].filter((scope) => !plan.anew.has(kindOfLens(scope) ?? "")) : [];
  const held = inFeed ? coming : plan.held.filter((scope) => !plan.lost.includes(scope));
  return planCatchUp(inFeed ? plan.after : plan.cursor, held, [...plan.held, ...plan.scopes], sight);
};

/** No device names this scope: while it stands among those that one has completely, there may be more on it than it names. */
const FILLING: Scope = "filling";

const isChange = ({ scopes, held, lost, anew }: CatchUp): boolean => lost.length > 0 || anew.size > 0 || scopes.size !== held.length || held.some((scope) => !scopes.has(scope));

/** What is known of a device from the first page of a plan on: what it is about to lose it has no longer completely. */
export const noted = (device: Device, plan: CatchUp): Device => ({
  ...device,
  granted: [...new Set([...device.granted, ...plan.scopes])],
  complete: [...device.complete.filter((scope) => !plan.lost.includes(scope) && scope !== FILLING), ...(isChange(plan) ? [FILLING] : [])],
});

/** Nothing beyond `head` is sent, which another node may have committed by now: it comes with the rights of that moment. */
const rangeOf = (plan: CatchUp, head: number): FeedRange => {
  switch (plan.stage) {
    case "lost":
      return { scopes: plan.lost, after: plan.after, upTo: END };
    case "gained":
      return { scopes: plan.gained, after: plan.after, upTo: plan.cursor };
    case "feed":
      return { scopes: [...plan.scopes], after: plan.after, upTo: head };
  }
};

export const countCatchUp = async (storage: Storage, plan: CatchUp, head: number): Promise<number> => {
  const gained = plan.gained.length === 0 ? 0 : await storage.countFeed({ scopes: plan.gained, after: 0, upTo: plan.cursor });
  if (plan.cursor >= head) return gained;
  return gained + (await storage.countFeed({ scopes: [...plan.scopes], after: plan.cursor, upTo: END }));
};

export interface PageDeps {
  readonly storage: Storage;
  readonly lensing: Lensing;
  readonly breathe: Breathe;
}

const sizeOf = (entry: Entry): number => ("snapshot" in entry ? entry.snapshot.length * (hasProse(entry.snapshot) ? 2 : 1) + 40 : 100);

/**
 * The next page of a catching up. `more: false` ends it: then the device has everything up to `head`, of all its scopes.
 * Called while no commit runs.
 */
export const nextPage = async ({ storage, lensing, breathe }: PageDeps, plan: CatchUp, head: number): Promise<Page> => {
  const entries: Entry[] = [];
  let bytes = 0;
  let full = false;
  plan.began ??= head;
  const seen = (): Promise<Entry[]> => withProseRows(storage, entries, plan.lenses);
  const room = () => !full && entries.length < PAGE_DOCS && bytes < PAGE_BYTES;

  const add = async (places: readonly FeedPlace[]): Promise<void> => {
    const stored = new Map((await storage.contents(places.map(({ doc }) => doc))).map((document) => [document.doc, document]));
    for (const place of places) {
      if (!room()) return;
      if (plan.lenses.size > 0) await breathe();
      const entry = await entryFor(lensing, plan, place, stored.get(place.doc), head);
      if (entry && entries.length > 0 && bytes + sizeOf(entry) > PAGE_BYTES) {
        full = true;
        return;
      }
      plan.after = place.seq;
      if (!entry) continue;
      entries.push(entry);
      bytes += sizeOf(entry);
    }
  };

  while (room()) {
    const range = rangeOf(plan, head);
    // Nothing is later than the newest: most devices that come back have everything.
    if (plan.window.length === 0 && range.scopes.length > 0 && range.after < head) plan.window = await storage.feed(range, WINDOW);
    if (plan.window.length > 0) {
      await breathe();
      await add(plan.window.slice(0, LOADED_AT_ONCE));
      const { after } = plan;
      plan.window = plan.window.filter(({ seq }) => seq > after);
      continue;
    }
    if (plan.stage === "feed") {
      plan.after = head;
      return { type: "page", entries: await seen(), cursor: head, head, more: false, ...(isChange(plan) ? { scopes: [...plan.scopes] } : {}) };
    }
    plan.after = plan.stage === "lost" ? 0 : plan.cursor;
    plan.stage = plan.stage === "lost" ? "gained" : "feed";
  }
  return { type: "page", entries: await seen(), cursor: plan.stage === "feed" ? plan.after : plan.cursor, head, more: true };
};

const entryFor = async (lensing: Lensing, plan: CatchUp, place: FeedPlace, stored: StoredContent | undefined, head: number): Promise<Entry | null> => {
  const readable = stored !== undefined && mayRead(stored.scopes, plan.scopes);
  const gone = (doc: DocId): Entry => ({ doc, seq: head, gone: 1 });
  if (plan.stage === "lost") {
    const told = place.gone && place.seq <= plan.cursor;
    return readable || told ? null : gone(place.doc);
  }
  const unknown = plan.cursor === 0 && place.seq <= (plan.began ?? head);
  if (place.gone) return readable || unknown ? null : gone(place.doc);
  // A document that has moved on since the window was read comes again at its new position.
  if (!readable || stored.seq !== place.seq) return null;
  const anew = plan.anew.has(kindOf(place.doc)) && facetOf(place.doc) === null;
  const snapshot = await lensing.snapshot(stored, plan.lenses);
  return { doc: place.doc, seq: stored.seq, row: null, snapshot, ...(anew ? { anew: 1 as const } : {}) };
};
