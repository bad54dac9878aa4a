import type { Pack } from "./column.ts";
import type { PackedNumbers, PackedPart } from "./part.ts";

/** What is told of one part before it is read. */
export interface StoredPart {
  readonly kind: string;
  readonly facet: string | null;
  readonly count: number;
  /** How many numbers of `keys` and of `bytes` are its own. */
  readonly keys: number;
  readonly bytes: number;
  /** JSON of the rest, with lengths in place of what lies in `keys` and `bytes`. */
  readonly head: string;
}

/** Parts as they are stored: a text each, and two runs of numbers for all. A browser takes far longer to copy many small objects than to read their text. */
export interface StoredParts {
  readonly parts: readonly StoredPart[];
  /** The keys of all parts. They are apart so that who has read them can let go of them. */
  readonly keys: Uint32Array;
  /** Positions and cells of the first part, then of the next. */
  readonly bytes: Uint8Array;
}

interface Head extends Pick<PackedPart, "odd"> {
  readonly seqs: Omit<PackedNumbers, "bytes"> & { readonly bytes: number };
  readonly pack: Omit<Pack, "bytes">;
}

const joined = <T extends Uint8Array | Uint32Array>(pieces: readonly T[], whole: T): T => {
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};

const lengthOf = (pieces: readonly { readonly length: number }[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

const storePart = ({ kind, facet, keys, odd, seqs, pack }: PackedPart): StoredPart => {
  const { bytes, ...rest } = pack;
  const head: Head = { odd, seqs: { ...seqs, bytes: seqs.bytes.length }, pack: rest };
  return { kind, facet, count: pack.count, keys: keys.length, bytes: seqs.bytes.length + bytes.length, head: JSON.stringify(head) };
};

export const storeParts = (parts: readonly PackedPart[]): StoredParts => {
  const keys = parts.map((part) => part.keys);
  const bytes = parts.flatMap(({ seqs, pack }) => [seqs.bytes, pack.bytes]);
  return { parts: parts.map(storePart), keys: joined(keys, new Uint32Array(lengthOf(keys))), bytes: joined(bytes, new Uint8Array(lengthOf(bytes))) };
};

/** A part that is read once it is asked for. */
export interface UnreadPart extends Pick<StoredPart, "kind" | "facet" | "count"> {
  readonly read: () => PackedPart;
}

const readPart = ({ kind, facet, head }: StoredPart, keys: Uint32Array, bytes: Uint8Array): PackedPart => {
  const { odd, seqs, pack } = JSON.parse(head) as Head;
  return { kind, facet, keys, odd, seqs: { ...seqs, bytes: bytes.subarray(0, seqs.bytes) }, pack: { ...pack, bytes: bytes.subarray(seqs.bytes) } };
};

/** The parts again, over the same numbers. */
export const partsOf = ({ parts, keys, bytes }: StoredParts): readonly UnreadPart[] => {
  let [key, byte] = [0, 0];
  return parts.map((part) => {
    const own = [keys.subarray(key, (key += part.keys)), bytes.subarray(byte, (byte += part.bytes))] as const;
    return { kind: part.kind, facet: part.facet, count: part.count, read: () => readPart(part, ...own) };
  });
};
