import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { createSheafBuilder } from "#domain/record/sheaf-builder.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import type { BulkApi, Edit, LocalValues } from "#workers/replica/api.ts";
import type { ImportPortion } from "./import-edits.ts";

/**
 * An import on this device.
 * - running: written by a tab at this moment. - interrupted: the tab was closed, or storage failed; it can be continued.
 * - stopped: cancelled by the person. - finished: everything is written. - undone: taken back.
 */
export type ImportState = "running" | "interrupted" | "stopped" | "finished" | "undone";

export interface ImportEntry {
  readonly id: string;
  readonly at: Instant;
  readonly file: string;
  readonly kind: string;
  readonly state: ImportState;
  /** Records to write and records written, without those that were refused; while it runs, or after it was interrupted, a portion behind. */
  readonly total: number;
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  /** Rows of the file that were left out because they do not fit. */
  readonly rejected: number;
  readonly portions: number;
}

/** A portion of an import: whether it is still to be written, and what takes it back, the last first. */
export interface Portion {
  readonly left: boolean;
  readonly undo: readonly Edit[];
  /** Records written, once they are. */
  readonly created: number;
  readonly updated: number;
}

export interface ImportJournal {
  readonly list: () => Promise<readonly ImportEntry[]>;
  readonly find: (id: string) => Promise<ImportEntry | undefined>;
  /** Keeps everything that is needed to continue, before anything is written. False, and nothing kept, when the device has no room for it. */
  readonly begin: (entry: ImportEntry, portions: Iterable<Pick<ImportPortion, "sheaf" | "undo">>) => Promise<boolean>;
  readonly change: (id: string, part: Partial<ImportEntry>) => Promise<void>;
  readonly portion: (id: string, at: number) => Promise<Portion | null>;
  /** What is still to write of a portion, bound into a sheaf. */
  readonly sheaf: (id: string, at: number) => Promise<Uint8Array | null>;
  /** Null forgets the portion. `part`: what has become of the import with it. */
  readonly setPortion: (id: string, at: number, portion: Portion | null, part?: Partial<ImportEntry>) => Promise<void>;
}

/** Imports that can still be seen and taken back; the oldest make room. */
const KEPT = 20;
const INDEX = "imports";
const PORTION = "import:";
const SHEAF = "import-sheaf:";
/** Portions that are kept in one write: each write costs as much as a portion does. */
const AT_ONCE = 8;

/** A portion in storage. Records that were made are taken back by one and the same mark of deletion. */
interface StoredPortion {
  readonly left: boolean;
  readonly made: readonly RecordId[];
  readonly deleted: FieldValue;
  readonly others: readonly Edit[];
  readonly created: number;
  readonly updated: number;
}

/** As portions were stored before they were bound into sheaves. */
interface ListedPortion {
  readonly todo: readonly Edit[] | null;
  readonly undo: readonly Edit[];
  readonly created: number;
  readonly updated: number;
}

const isDeletion = ({ values, expect: expected }: Edit): boolean => Object.keys(values).length === 1 && isMark(values["deleted"]) && expected?.["deleted"] === null;

const pack = ({ left, undo, created, updated }: Portion): StoredPortion => {
  const deletions = undo.filter(isDeletion);
  const [first] = deletions;
  return { left, made: deletions.map(({ record }) => record), deleted: first?.values["deleted"] ?? null, others: undo.filter((edit) => !isDeletion(edit)), created, updated };
};

const unpack = (text: string): Portion & { readonly todo: readonly Edit[] } => {
  const stored = JSON.parse(text) as StoredPortion | ListedPortion;
  if ("undo" in stored) return { ...stored, left: stored.todo !== null, todo: stored.todo ?? [] };
  const { left, made, deleted, others, created, updated } = stored;
  return { left, undo: [...others, ...made.map((record) => ({ record, values: { deleted }, expect: { deleted: null } }))], created, updated, todo: [] };
};

/** Bytes as text of one character each: local values are texts. */
const CHARACTERS = 8_192;
const textOf = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHARACTERS) text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHARACTERS) as unknown as number[]);
  return text;
};
const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

const bound = (edits: readonly Edit[]): Uint8Array => {
  const builder = createSheafBuilder();
  for (const { record, values } of edits) builder.add(record, Object.entries(values));
  return builder.finish().bytes;
};

/** A local value without what taking an import back would write into these records; null when it has nothing of them. */
export const withoutRecords = (key: string, text: string, isGone: (record: RecordId) => boolean): string | null => {
  if (!key.startsWith(PORTION)) return null;
  const portion = unpack(text);
  const undo = portion.undo.filter(({ record }) => !isGone(record));
  if (undo.length === portion.undo.length) return null;
  return portion.todo.length > 0 ? JSON.stringify({ ...portion, undo } satisfies ListedPortion) : JSON.stringify(pack({ ...portion, undo }));
};

/** The imports of this device, kept in its local storage. Portions are written before the index names their import. */
export const createImportJournal = ({ getLocal, setLocal }: Pick<BulkApi, "getLocal" | "setLocal">): ImportJournal => {
  const keyOf = (id: string, at: number): string => `${PORTION}${id}:${at}`;
  const sheafKey = (id: string, at: number): string => `${SHEAF}${id}:${at}`;
  const read = async (): Promise<readonly ImportEntry[]> => JSON.parse((await getLocal(INDEX)) ?? "[]") as readonly ImportEntry[];
  const listOf = (entries: readonly ImportEntry[]): LocalValues => ({ [INDEX]: JSON.stringify(entries) });
  const changed = async (id: string, part: Partial<ImportEntry>): Promise<LocalValues> => listOf((await read()).map((entry) => (entry.id === id ? { ...entry, ...part } : entry)));

  /** Of one that is written the sheaf goes. */
  const portionOf = (id: string, at: number, portion: Portion | null): LocalValues => ({
    [keyOf(id, at)]: portion && JSON.stringify(pack(portion)),
    ...(portion?.left ? {} : { [sheafKey(id, at)]: null }),
  });
  const forget = ({ id, portions }: Pick<ImportEntry, "id" | "portions">): Promise<boolean> =>
    setLocal(Object.assign({}, ...Array.from({ length: portions }, (_, at) => portionOf(id, at, null))) as LocalValues);

  const keepAll = async (id: string, portions: Iterable<Pick<ImportPortion, "sheaf" | "undo">>): Promise<boolean> => {
    let underWay = Promise.resolve(true);
    let next: Record<string, string | null> = {};
    let at = 0;
    for (const { sheaf, undo } of portions) {
      Object.assign(next, portionOf(id, at, { left: true, undo, created: 0, updated: 0 }), { [sheafKey(id, at)]: textOf(sheaf) });
      at += 1;
      if (at % AT_ONCE > 0) continue;
      if (!(await underWay)) return false;
      underWay = setLocal(next);
      next = {};
    }
    return (await underWay) && setLocal(next);
  };

  return {
    list: read,
    find: async (id) => (await read()).find((entry) => entry.id === id),
    begin: async (entry, portions) => {
      if (!(await keepAll(entry.id, portions))) {
        await forget(entry);
        return false;
      }
      const entries = [entry, ...(await read())];
      const listed = await setLocal(listOf(entries.slice(0, KEPT)));
      for (const left of listed ? entries.slice(KEPT) : [entry]) await forget(left);
      return listed;
    },
    change: async (id, part) => void (await setLocal(await changed(id, part))),
    portion: async (id, at) => {
      const text = await getLocal(keyOf(id, at));
      return text === null ? null : unpack(text);
    },
    sheaf: async (id, at) => {
      const text = await getLocal(sheafKey(id, at));
      if (text !== null) return bytesOf(text);
      const listed = await getLocal(keyOf(id, at));
      return listed === null ? null : bound(unpack(listed).todo);
    },
    setPortion: async (id, at, portion, part) => void (await setLocal({ ...portionOf(id, at, portion), ...(part && (await changed(id, part))) })),
  };
};
