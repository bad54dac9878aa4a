import { proxy, type Remote } from "comlink";
import type { Clock, Instant } from "#domain/clock.ts";
import { longestAbsence, WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import type { Result } from "#domain/result.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { ListResult, Me, ReplicaApi, SyncState } from "#workers/replica/api.ts";
import { createKeptPictures, type KeptPicturesOptions } from "./kept-pictures.ts";
import { createKeptStore, type KeptStorage } from "./kept-store.ts";
import type { FoundTitles } from "./titles.ts";

type Api = Remote<ReplicaApi>;

/** Calls of the worker's interface as promises. */
type Asked<K extends keyof ReplicaApi> = { readonly [Name in K]: (...given: Parameters<ReplicaApi[Name]>) => Promise<Awaited<ReturnType<ReplicaApi[Name]>>> };

/**
 * What the screen was last told, kept beside the replica: the next start shows it at once, while the worker still opens its storage. It is what this
 * person was shown on this device, and it goes with them (docs/SPEC.md, D-20).
 */
export interface KeptAnswers {
  /** Whom the screen was shown to; null when nothing is kept, or nothing that may still be shown. */
  readonly me: Me | null;
  /** The same interface: what is asked before `confirm` is answered from here first, then by the worker as always. */
  readonly over: (api: Api) => Api;
  /** The worker has said who is signed in: from now on it alone answers. What was kept of somebody else goes. */
  readonly confirm: (me: Me | null) => void;
  readonly forget: () => void;
  /** Writes at once what waits for the page to be idle: it is about to close. */
  readonly flush: () => void;
}

export interface KeptOptions {
  readonly storage: KeptStorage;
  readonly clock: Clock;
  /** Of the code: what another build was told may have another shape. */
  readonly build: string;
  /** Runs work when the page has nothing better to do. */
  readonly idle: (work: () => void) => void;
  /** Runs work when nobody works, or the page is left: a picture holds up whoever types. */
  readonly rest: (work: () => void) => void;
  readonly picture: KeptPicturesOptions["picture"];
}

interface Head {
  readonly build: string;
  readonly me: Me;
  /** When the relay was last reached. */
  readonly contact: Instant;
}

const HEAD = "head";
const TITLES = "titles";
const RIGHTS = "rights []";
const COMPANY = `row ${JSON.stringify([WORKSPACE])}`;
/** What shows records, and comes and goes with the lists and pages that somebody opens. */
const SHOWN = "shown ";
/** What counts and adds up records without naming them: any of them may be in it. */
const FIGURES = "figures ";
/** Small values of this device. */
const LOCAL = "local ";
const MOST_OF_EACH = 40;
const MOST_ROWS = 200;
const MOST_TITLES = 1_000;
const MINUTE = 60_000;

/** A question that goes on telling, and whose answers are plain data. */
interface LiveQuestion {
  readonly sort: typeof SHOWN | typeof FIGURES;
  /** Which of the arguments ask; the window of a list belongs to its answer. */
  readonly asked: readonly number[];
  /** The argument that names an earlier day, which is not kept. */
  readonly past?: number;
}

const FIGURE: LiveQuestion = { sort: FIGURES, asked: [0, 2], past: 3 };

/** Those of a screen that somebody may start with. */
const LIVE: { readonly [Name in keyof ReplicaApi]?: LiveQuestion } = {
  list: { sort: SHOWN, asked: [0, 1], past: 3 },
  board: { sort: SHOWN, asked: [0, 1], past: 3 },
  row: { sort: SHOWN, asked: [0] },
  rights: { sort: SHOWN, asked: [] },
  counts: { sort: FIGURES, asked: [0, 1], past: 3 },
  report: FIGURE,
  pivot: FIGURE,
  funnel: FIGURE,
  forecast: FIGURE,
};

/** Null for what is not kept. */
const keyOf = (name: string, given: readonly unknown[]): string | null => {
  const question = LIVE[name as keyof ReplicaApi];
  if (!question || (question.past !== undefined && given[question.past] !== undefined)) return null;
  const asked = `${name} ${JSON.stringify(question.asked.map((at) => given[at]))}`;
  return asked === RIGHTS || asked === COMPANY ? asked : question.sort + asked;
};

const kept = new WeakSet<object>();

/** Whether this is what the worker said before the start, and its own answer is still to come. */
export const isKept = (answer: object): boolean => kept.has(answer);

const isWorthKeeping = (answer: unknown): boolean => typeof answer === "object" && answer !== null && !("rows" in answer && (answer as ListResult).rows.length > MOST_ROWS);

const idsIn = (text: string): readonly RecordId[] => [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id as RecordId);

export const createKeptAnswers = ({ storage, clock, build, idle, rest, picture }: KeptOptions): KeptAnswers => {
  const store = createKeptStore(storage);
  const pictures = createKeptPictures({ store, clock, build, picture });
  const titles = new Map<RecordId, string>();
  /** Answers that wait to be written, by key. */
  const dirty = new Map<string, unknown>();
  let waiting = false;
  /** Whether a picture is to be taken when nobody works. */
  let resting = false;
  /** Whether there is something that another tab may have forgotten. */
  let written = false;
  let live = false;
  /** Whether changes wait: then whoever wants to sign out is asked first. */
  let waits = false;
  let mine: Me | null = null;
  let contact: Instant = 0;
  let rights: string | null = null;
  let tellTitles: (found: FoundTitles, all: boolean) => void = () => undefined;

  /** Keeps nothing more. What is there stays: it may be somebody else's by now. */
  const stop = (): void => {
    mine = null;
    written = false;
    dirty.clear();
    titles.clear();
  };

  const forget = (): void => {
    stop();
    for (const [key] of store.texts("")) store.remove(key);
  };

  const putAll = (): boolean => [...dirty].every(([key, answer]) => store.put(key, answer, clock.now()));

  /** Another tab has forgotten it all since, and has perhaps begun anew for somebody else. */
  const isOvertaken = (me: Me): boolean => {
    const there = store.read(HEAD) as Head | undefined;
    return there === undefined ? written : there.me.id !== me.id;
  };

  const pictureNow = (): void => {
    if (!resting) return;
    resting = false;
    if (live && mine) pictures.take(contact, store.read(COMPANY) as Row | undefined);
  };

  const pictureSoon = (): void => {
    if (resting) return;
    resting = true;
    rest(pictureNow);
  };

  const write = (): void => {
    waiting = false;
    if (mine && isOvertaken(mine)) stop();
    if (mine) {
      written = true;
      if (dirty.has(TITLES)) dirty.set(TITLES, [...titles].slice(-MOST_TITLES));
      dirty.set(HEAD, { build, me: mine, contact } satisfies Head);
      if (!putAll()) {
        pictures.drop();
        // Without room nothing is kept: a start only takes longer.
        if (!putAll()) forget();
      }
      for (const sort of [SHOWN, FIGURES, LOCAL]) store.trim(sort, MOST_OF_EACH);
      pictureSoon();
    }
    dirty.clear();
  };

  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    idle(write);
  };

  const keep = (key: string, answer: unknown): void => {
    dirty.set(key, answer);
    soon();
  };

  const learn = (record: RecordId, title: string): void => {
    if (titles.get(record) === title) return;
    titles.set(record, title);
    keep(TITLES, titles);
  };

  /** Records, or fields of them, may not be read any more: what shows them goes. */
  const drop = (has: (text: string) => boolean): void => {
    const goes = (key: string, text: () => string): boolean => key.startsWith(FIGURES) || (key.startsWith(SHOWN) && has(text()));
    for (const [key, answer] of dirty) if (goes(key, () => JSON.stringify(answer))) dirty.delete(key);
    for (const [key, text] of [...store.texts(SHOWN), ...store.texts(FIGURES)]) if (goes(key, () => text)) store.remove(key);
    pictures.drop();
  };

  /** A device that has been away for longer than its company allows shows nothing (workers/replica/absence.ts). */
  const mayShow = (head: Head): boolean => {
    const company = store.read(COMPANY) as Row | undefined;
    return head.build === build && company !== undefined && clock.now() >= head.contact && clock.now() < head.contact + longestAbsence(company);
  };

  const head = store.read(HEAD) as Head | undefined;
  if (head && mayShow(head)) {
    ({ me: mine, contact } = head);
    written = true;
    const known = store.read(RIGHTS);
    if (known) rights = JSON.stringify(known);
    for (const [record, title] of (store.read(TITLES) ?? []) as readonly (readonly [RecordId, string])[]) titles.set(record, title);
  } else if (head) forget();

  /** What is kept, until the worker has said who is there. */
  const before = (key: string): unknown => (live || !mine ? undefined : store.read(key));

  const watchState = (tell: (state: SyncState) => void): typeof tell => (state) => {
    waits = state.waiting > 0;
    if (state.access !== "open") forget();
    else if (state.lastContact !== null && state.lastContact - contact > MINUTE) {
      contact = state.lastContact;
      soon();
    }
    tell(state);
  };

  /** Titles of all records are told once, and then what becomes of them: one that is shown here and not told is here no more. */
  const watchTitles = (tell: (found: FoundTitles, all: boolean) => void): typeof tell => {
    /* Looked up when the first are told: the first paint does not wait for it. */
    let untold: Set<RecordId> | null | undefined;
    tellTitles = tell;
    return (found, all) => {
      if (untold === undefined) untold = new Set([...store.texts(SHOWN).flatMap(([, text]) => idsIn(text)), ...pictures.records(), ...titles.keys()]);
      const lost = new Set<RecordId>();
      for (const [record, title] of found) {
        untold?.delete(record);
        if (title === null) lost.add(record);
        else if (titles.has(record) || isOrganisation(kindOf(record))) learn(record, title);
      }
      if (all && untold) {
        for (const record of untold) lost.add(record);
        untold = null;
      }
      if (lost.size > 0) {
        for (const record of lost) if (titles.delete(record)) keep(TITLES, titles);
        drop((text) => idsIn(text).some((record) => lost.has(record)));
      }
      tell(found, all);
    };
  };

  /** Whether the device may be away for another time than it was when pictures were taken. */
  const isOtherTime = (company: unknown): boolean => {
    const before = store.read(COMPANY) as Row | undefined;
    return before !== undefined && longestAbsence(before) !== longestAbsence((company ?? undefined) as Row | undefined);
  };

  const follow = (key: string, tell: (answer: unknown) => void): typeof tell => {
    const known = before(key);
    let told = false;
    if (typeof known === "object" && known !== null) {
      kept.add(known);
      queueMicrotask(() => {
        if (!told) tell(known);
      });
    }
    return (answer) => {
      told = true;
      if (key === COMPANY && isOtherTime(answer)) pictures.drop();
      if (key === RIGHTS && JSON.stringify(answer) !== rights) {
        if (rights !== null) drop(() => true);
        rights = JSON.stringify(answer);
      }
      if (isWorthKeeping(answer)) keep(key, answer);
      tell(answer);
    };
  };

  /** Those that are not kept are told once the worker knows them: all the others may take as long as records are arriving. */
  const titlesOf = async (ask: (records: readonly RecordId[]) => Promise<FoundTitles>, records: readonly RecordId[]): Promise<FoundTitles> => {
    const known = live ? [] : records.filter((record) => titles.has(record));
    const others = records.filter((record) => !known.includes(record));
    const asked = others.length === 0 ? null : ask(others).then((found) => {
      for (const [record, title] of found) if (title !== null) learn(record, title);
      return found;
    });
    if (known.length === 0) return (await asked) ?? new Map();
    void asked?.then((found) => tellTitles(found, false));
    return new Map(known.map((record) => [record, titles.get(record) ?? null]));
  };

  const getLocal = async (ask: (name: string) => Promise<string | null>, name: string): Promise<string | null> => {
    const known = before(LOCAL + name);
    if (known !== undefined) return known as string | null;
    const value = await ask(name);
    keep(LOCAL + name, value);
    return value;
  };

  /** At once: what is set as the page closes is what the next one begins with. */
  const setLocal = (name: string, value: string | null): void => {
    dirty.delete(LOCAL + name);
    if (mine && written && store.read(HEAD) !== undefined && !store.put(LOCAL + name, value, clock.now())) forget();
  };

  const confirm = (me: Me | null): void => {
    live = true;
    const shown = me?.mustChangePassword ? null : me;
    if (!shown || (mine && mine.id !== shown.id)) forget();
    mine = shown;
  };

  const signedIn = <E>(outcome: Result<Me, E>): Result<Me, E> => {
    if (outcome.ok) confirm(outcome.value);
    return outcome;
  };

  const over = (api: Api): Api => {
    const instead: Asked<"watchState" | "titles" | "titlesOf" | "getLocal" | "setLocal" | "signIn" | "signInByPasskey" | "signOut"> = {
      watchState: async (tell) => api.watchState(proxy(watchState(tell))),
      titles: async (tell) => api.titles(proxy(watchTitles(tell))),
      titlesOf: (records) => titlesOf(async (asked) => api.titlesOf(asked), records),
      getLocal: (name) => getLocal(async (asked) => api.getLocal(asked), name),
      setLocal: async (values) => {
        for (const [name, value] of Object.entries(values)) setLocal(name, value);
        return api.setLocal(values);
      },
      signIn: async (...given) => signedIn(await api.signIn(...given)),
      signInByPasskey: async (...given) => signedIn(await api.signInByPasskey(...given)),
      signOut: async (force) => {
        /* Before it is done: the window may be closed meanwhile. */
        if (force || !waits) forget();
        const outcome = await api.signOut(force);
        if (outcome.ok) forget();
        return outcome;
      },
    };
    return new Proxy(api, {
      get: (target, name) => {
        if (name in instead) return instead[name as keyof typeof instead];
        const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
        if (typeof name === "symbol" || !(name in LIVE)) return method;
        return (...given: unknown[]) => {
          const key = keyOf(name, given);
          return method(...given.map((one) => (key !== null && typeof one === "function" ? proxy(follow(key, one as (answer: unknown) => void)) : one)));
        };
      },
    });
  };

  /** The page is left: its picture is of what has just been told too. */
  const flush = (): void => {
    if (dirty.size > 0) write();
    pictureNow();
  };

  return { me: mine, over, confirm, forget, flush };
};
