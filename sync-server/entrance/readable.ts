import type { Random } from "#domain/clock.ts";

/** Letters and digits without look-alikes: they can be read out over the telephone. 31 of them, just under 5 bits each. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

const letter = (random: Random): string => {
  for (;;) {
    const [byte = 0] = random.bytes(1);
    // The rest of the range would make the first letters likelier.
    if (byte < 248) return ALPHABET[byte % ALPHABET.length] ?? "";
  }
};

/** A secret for people: `length` letters in groups of four. */
export const readable = (random: Random, length: number): string =>
  (Array.from({ length }, () => letter(random)).join("").match(/.{1,4}/g) ?? []).join("-");
