import { docId, facetOf, kindOf, recordOf, type DocId, type RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { numberAt, numbersToBytes, widthOf, type Width } from "./bytes.ts";
import type { Pack } from "./column.ts";
import { KEY_WORDS, keyToWords, wordsToKey } from "./key-words.ts";
import { packRows } from "./pack.ts";

/** Whole numbers, packed. */
export interface PackedNumbers {
  readonly least: number;
  readonly width: Width;
  readonly bytes: Uint8Array;
}

export const packNumbers = (numbers: readonly number[]): PackedNumbers => {
  const least = numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0);
  const width = widthOf(numbers.reduce((most, number) => Math.max(most, number - least), 0));
  return { least, width, bytes: numbersToBytes(numbers.map((number) => number - least), width) };
};

export const numberIn = ({ least, width, bytes }: PackedNumbers, index: number): number => least + numberAt(bytes, 0, width, index);

/** Rows of documents of one kind and facet. Plain data: it is stored and posted as it is. */
export interface PackedPart {
  readonly kind: string;
  readonly facet: string | null;
  /** Keys of the records as words; zeros for those that `odd` has. */
  readonly keys: Uint32Array;
  /** Position and id of records whose key is none. */
  readonly odd: readonly (readonly [number, RecordId])[];
  readonly seqs: PackedNumbers;
  readonly pack: Pack;
}

interface Entry {
  readonly doc: DocId;
  readonly seq: number;
  readonly row: Row;
}

export const typeOf = (doc: DocId): string => `${kindOf(doc)}#${facetOf(doc) ?? ""}`;

/** Packs documents of one kind and facet. */
export const packPart = (entries: readonly Entry[]): PackedPart => {
  const [first] = entries;
  const kind = first ? kindOf(first.doc) : "";
  const keys = new Uint32Array(entries.length * KEY_WORDS);
  const odd: (readonly [number, RecordId])[] = [];
  for (const [at, { doc }] of entries.entries()) {
    const record = recordOf(doc);
    if (keyToWords(record, kind.length + 1, keys, at * KEY_WORDS)) continue;
    keys.fill(0, at * KEY_WORDS, (at + 1) * KEY_WORDS);
    odd.push([at, record]);
  }
  return { kind, facet: first ? facetOf(first.doc) : null, keys, odd, seqs: packNumbers(entries.map(({ seq }) => seq)), pack: packRows(entries.map(({ row }) => row)) };
};

/** The documents of a part, in its order. */
export const docsOfPart = ({ kind, facet, keys, odd, pack }: PackedPart): readonly DocId[] => {
  const others = new Map(odd);
  return Array.from({ length: pack.count }, (_, at) => docId(others.get(at) ?? (`${kind}/${wordsToKey(keys, at * KEY_WORDS)}` as RecordId), facet));
};
