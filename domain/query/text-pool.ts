/** Texts by slot, one after another in one array of codes. */
export interface TextPool {
  readonly codes: () => Uint16Array;
  readonly start: (slot: number) => number;
  readonly end: (slot: number) => number;
  readonly set: (slot: number, text: readonly number[]) => void;
  readonly bytes: () => number;
}

/** Below this many codes nothing is gained by closing up. */
const SMALL = 4_096;

export const createTextPool = (): TextPool => {
  let codes = new Uint16Array(1_024);
  let starts = new Uint32Array(64);
  let lengths = new Uint16Array(64);
  let used = 0;
  let held = 0;

  const room = (slot: number): void => {
    if (slot < starts.length) return;
    const size = Math.max(slot + 1, starts.length * 2);
    const [oldStarts, oldLengths] = [starts, lengths];
    starts = new Uint32Array(size);
    lengths = new Uint16Array(size);
    starts.set(oldStarts);
    lengths.set(oldLengths);
  };

  /** Moves all texts that are held to the front of an array with room for `more`. */
  const closeUp = (more: number): void => {
    const larger = new Uint16Array(Math.ceil((held + more) * 1.25) + 1_024);
    if (used + more === held) {
      larger.set(codes.subarray(0, used));
      codes = larger;
      return;
    }
    let at = 0;
    for (let slot = 0; slot < starts.length; slot += 1) {
      const [start, length] = [starts[slot]!, lengths[slot]!];
      larger.set(codes.subarray(start, start + length), at);
      starts[slot] = at;
      at += length;
    }
    codes = larger;
    used = at;
  };

  return {
    codes: () => codes,
    start: (slot) => starts[slot] ?? 0,
    end: (slot) => (starts[slot] ?? 0) + (lengths[slot] ?? 0),
    set: (slot, text) => {
      room(slot);
      const before = lengths[slot]!;
      held += text.length - before;
      if (text.length > before) {
        lengths[slot] = 0;
        if (used + text.length > codes.length || (used > SMALL && used > 2 * held)) closeUp(text.length);
        starts[slot] = used;
        used += text.length;
      }
      lengths[slot] = text.length;
      codes.set(text, starts[slot]);
    },
    bytes: () => codes.byteLength + starts.byteLength + lengths.byteLength,
  };
};
