import * as v from "valibot";
import { parseDocId, type DocId } from "#domain/id.ts";
import { projectPlain } from "#domain/entities/project-plain.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { bytesPart, countPart, docIdPart, MAX_DOC_ID, rowPart } from "#domain/protocol/parts.ts";
import { createByteWriter } from "#domain/record/byte-writer.ts";
import { createWalk } from "#domain/record/walk.ts";

/**
 * One document as it stands: its row beside its content, so the device stores both without loading a document.
 * - `snapshot`: the whole content; `anew`: in place of what the device has of it, which showed more or less. Its row is null where the device is
 *   to make it of the content; of prose it comes with it. `diff`: what was added since position `base`, which the device must have; else it asks by reconnecting.
 * - `gone`: no longer readable or purged: the device removes every trace.
 */
export const entry = v.union([
  v.strictObject({ doc: docIdPart, seq: countPart, row: v.nullable(rowPart), snapshot: bytesPart, anew: v.optional(v.literal(1)) }),
  v.strictObject({ doc: docIdPart, seq: countPart, row: rowPart, diff: bytesPart, base: countPart }),
  v.strictObject({ doc: docIdPart, seq: countPart, gone: v.literal(1) }),
]);
export type Entry = v.InferOutput<typeof entry>;

/**
 * Whole documents one after the other: `docs` are their ids, a line each; `places` their positions, each as what it is more than the one before,
 * and the lengths of their contents, one after the other in `contents`.
 */
const packed = v.strictObject({ docs: v.string(), places: bytesPart, contents: bytesPart });
type Packed = v.InferOutput<typeof packed>;

/** Part of the feed, while catching up or live. After storing it the device has everything up to `cursor`. */
export const page = v.strictObject({
  type: v.literal("page"),
  entries: v.array(entry),
  /** More of the entries. */
  packed: v.optional(packed),
  cursor: countPart,
  head: countPart,
  /** True while more pages wait: the device asks for each with `more`. */
  more: v.boolean(),
  /** Scopes that the device has completely once this page is stored, when they changed. */
  scopes: v.optional(v.array(v.string())),
});
type Sent = v.InferOutput<typeof page>;
export type Page = Omit<Sent, "packed">;

type Whole = Extract<Entry, { readonly snapshot: Uint8Array }>;

const pack = (whole: readonly Whole[]): Packed => {
  const places = createByteWriter();
  const contents = new Uint8Array(whole.reduce((sum, { snapshot }) => sum + snapshot.length, 0));
  let before = 0;
  let at = 0;
  for (const { seq, snapshot } of whole) {
    places.int(seq - before);
    places.uint(snapshot.length);
    contents.set(snapshot, at);
    before = seq;
    at += snapshot.length;
  }
  return { docs: whole.map(({ doc }) => doc).join("\n"), places: places.take(), contents };
};

/** A page with its whole documents packed, those without rows. */
export const encodePage = ({ entries, ...rest }: Page): Uint8Array => {
  const whole = entries.filter((one): one is Whole => "snapshot" in one && one.row === null && !one.anew);
  const others = entries.filter((one) => !("snapshot" in one) || one.row !== null || one.anew);
  return encodeFrame({ ...rest, entries: others, ...(whole.length > 0 ? { packed: pack(whole) } : {}) } satisfies Sent);
};

/** Null when it does not come out even. The contents stay where they are in the frame. */
const unpack = ({ docs, places, contents }: Packed): readonly Whole[] | null => {
  const walk = createWalk(places);
  const whole: Whole[] = [];
  let seq = 0;
  let at = 0;
  for (const doc of docs.split("\n")) {
    if (doc.length > MAX_DOC_ID || parseDocId(doc) === null || walk.ended()) return null;
    seq += walk.int();
    const end = at + walk.uint();
    if (end > contents.length || seq < 0 || !Number.isSafeInteger(seq)) return null;
    whole.push({ doc: doc as DocId, seq, row: projectPlain(doc as DocId, contents, at, end), snapshot: contents.subarray(at, end) });
    at = end;
  }
  return at === contents.length && walk.ended() ? whole : null;
};

const withRow = (one: Entry): Entry => ("snapshot" in one && one.row === null ? { ...one, row: projectPlain(one.doc, one.snapshot, 0, one.snapshot.length) } : one);

/** The page as it was before it was packed, with the rows of those documents that tell them plainly. */
export const openPage = ({ packed: parcel, entries, ...rest }: Sent): Page | null => {
  try {
    const whole = parcel ? unpack(parcel) : [];
    return whole && { ...rest, entries: [...whole, ...entries.map(withRow)] };
  } catch {
    return null;
  }
};
