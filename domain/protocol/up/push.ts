import * as v from "valibot";
import { isKey, parseDocId } from "#domain/id.ts";
import type { InPieces } from "#domain/pieces.ts";
import { bytesPart, changePart, docIdPart, keyPart, MAX_CHANGES, MAX_DOC_ID, MAX_PATH, MAX_PUSH_TXS, MAX_TX_CHANGES, MAX_TX_DOCS } from "#domain/protocol/parts.ts";
import { parseHlc } from "#domain/record/hlc.ts";

/** What one transaction does to one document: the Yjs update and the same in words. The relay checks that they agree. */
export const docChange = v.strictObject({
  doc: docIdPart,
  update: bytesPart,
  changes: v.pipe(v.array(changePart), v.minLength(1), v.maxLength(MAX_CHANGES)),
});
export type DocChange = v.InferOutput<typeof docChange>;

/** Changes that are accepted or refused together. A repeated id returns the first answer. */
export const tx = v.strictObject({
  id: keyPart,
  docs: v.pipe(v.array(docChange), v.minLength(1), v.maxLength(MAX_TX_DOCS)),
});
export type Tx = v.InferOutput<typeof tx>;

export const push = v.strictObject({
  type: v.literal("push"),
  txs: v.pipe(v.array(tx), v.minLength(1), v.maxLength(MAX_PUSH_TXS)),
});
export type Push = v.InferOutput<typeof push>;

/** Changes that one message may bring: what a device hands in at once, and its largest transaction. */
const MAX_PUSH_CHANGES = 10_000;
/** Names that a value never has: what is asked of every object would be asked of it. */
const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const has = (value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> => {
  if (!isPlain(value)) return false;
  let left = names.length;
  for (const name in value) {
    if (!names.includes(name)) return false;
    left -= 1;
  }
  return left === 0;
};

const isScalar = (value: unknown): boolean => value === null || typeof value === "string" || (typeof value === "number" && !Number.isNaN(value));

const isFieldValue = (value: unknown): boolean => {
  if (isScalar(value)) return true;
  if (!isPlain(value)) return false;
  for (const name in value) if (FORBIDDEN.has(name) || !isScalar(value[name])) return false;
  return true;
};

/** Changes that are looked at before everybody else gets their turn. */
const PIECE = 500;

const CHANGE = ["path", "from", "to", "at"];
const DOC_CHANGE = ["doc", "update", "changes"];
const TX = ["id", "docs"];
const PUSH = ["type", "txs"];

const isChange = (value: unknown): boolean =>
  has(value, CHANGE) && typeof value["path"] === "string" && value["path"].length <= MAX_PATH && isFieldValue(value["from"]) && isFieldValue(value["to"]) && parseHlc(value["at"]) !== null;

const isList = (value: unknown, most: number): value is readonly unknown[] => Array.isArray(value) && value.length >= 1 && value.length <= most;

const isDocId = (value: unknown): boolean => typeof value === "string" && value.length <= MAX_DOC_ID && parseDocId(value) !== null;

/** What the schema `push` says, by hand: it is the one message that can ask for much work. Counts before it looks; null when it is none. */
export const checkingPush = function* (value: unknown): InPieces<Push | null> {
  if (!has(value, PUSH) || value["type"] !== "push" || !isList(value["txs"], MAX_PUSH_TXS)) return null;
  let changes = 0;
  for (const one of value["txs"]) {
    if (!has(one, TX) || typeof one["id"] !== "string" || !isKey(one["id"]) || !isList(one["docs"], MAX_TX_DOCS)) return null;
    let together = 0;
    for (const doc of one["docs"]) {
      if (!has(doc, DOC_CHANGE) || !isDocId(doc["doc"]) || !(doc["update"] instanceof Uint8Array) || !isList(doc["changes"], MAX_CHANGES)) return null;
      together += doc["changes"].length;
      if (together > MAX_TX_CHANGES) return null;
    }
    changes += together;
    if (changes > MAX_PUSH_CHANGES) return null;
  }
  for (const { docs } of value["txs"] as unknown as Push["txs"]) {
    for (const doc of docs) {
      for (const [index, change] of doc.changes.entries()) {
        if (!isChange(change)) return null;
        if (index % PIECE === PIECE - 1) yield;
      }
      yield;
    }
  }
  return value as unknown as Push;
};
