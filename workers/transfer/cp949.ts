/**
 * The Korean code page 949 for platforms whose "euc-kr" stops at KS X 1001 (the Web's own rule includes the 8,822 further
 * syllables; Node's does not). The further syllables stand in order of Unicode in the free cells of the table, so the table
 * follows from the 2,350 that the platform knows.
 */
const FIRST = 0xac00;
const LAST = 0xd7a3;

const knownSyllables = (): Set<number> => {
  const platform = new TextDecoder("euc-kr");
  const known = new Set<number>();
  for (let lead = 0xb0; lead <= 0xc8; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      known.add(platform.decode(Uint8Array.of(lead, trail)).charCodeAt(0));
    }
  }
  return known;
};

const isTrail = (byte: number): boolean =>
  (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x81 && byte <= 0xfe);

const isExtension = (lead: number, trail: number): boolean => lead >= 0x81 && lead <= 0xc6 && isTrail(trail) && (lead < 0xa1 || trail < 0xa1);

/** Signs that the code page has and older tables lack. */
const SIGNS: readonly (readonly [number, string])[] = [
  [0xa2e6, "€"],
  [0xa2e7, "®"],
];

const buildTable = (): Map<number, string> => {
  const known = knownSyllables();
  const table = new Map<number, string>(SIGNS);
  let syllable = FIRST;
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      if (!isExtension(lead, trail)) continue;
      while (known.has(syllable)) syllable++;
      if (syllable > LAST) return table;
      table.set((lead << 8) | trail, String.fromCharCode(syllable++));
    }
  }
  return table;
};

let table: Map<number, string> | undefined;

export const platformKnowsCp949 = (): boolean => new TextDecoder("euc-kr").decode(Uint8Array.of(0x81, 0x41)) === "갂";

export interface StreamDecoder {
  /** Text of the next bytes. Throws a TypeError on bytes that the encoding does not have. */
  readonly decode: (bytes: Uint8Array, last: boolean) => string;
}

export const createCp949Decoder = (): StreamDecoder => {
  table ??= buildTable();
  const characters = table;
  const platform = new TextDecoder("euc-kr", { fatal: true });
  let held: number | null = null;

  const withHeld = (chunk: Uint8Array): Uint8Array => {
    if (held === null) return chunk;
    const joined = new Uint8Array(chunk.length + 1);
    joined[0] = held;
    joined.set(chunk, 1);
    held = null;
    return joined;
  };

  const decode = (chunk: Uint8Array, last: boolean): string => {
    const bytes = withHeld(chunk);
    let text = "";
    let from = 0;
    let at = 0;
    while (at < bytes.length) {
      const lead = bytes[at] ?? 0;
      if (lead < 0x80) {
        at++;
        continue;
      }
      const trail = bytes[at + 1];
      if (trail === undefined) break;
      const own = lead < 0xc7 ? characters.get((lead << 8) | trail) : undefined;
      if (own !== undefined) {
        text += platform.decode(bytes.subarray(from, at)) + own;
        from = at + 2;
      } else if (lead < 0xa1 || trail < 0xa1) throw new TypeError("not code page 949");
      at += 2;
    }
    text += platform.decode(bytes.subarray(from, at));
    if (at === bytes.length) return text;
    if (last) throw new TypeError("cut within a character");
    held = bytes[at] ?? null;
    return text;
  };

  return { decode };
};
