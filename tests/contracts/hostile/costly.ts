import { byte, deleted, field, noNumber, nothingDeleted, number, structs, text, written, type Encoder } from "./bytes.ts";

/** The long text of an opportunity, as a change names it. */
export const REQUIREMENT = "prose/requirement";

/** An empty text at the start of the requirement. */
export const paragraph = (to: Encoder) => {
  byte(to, 7);
  number(to, 1);
  text(to, REQUIREMENT);
  number(to, 6);
};

/** So many structs, each behind the one before, from clock `from` on; the first of all is the paragraph. `one` writes what stands at a clock. */
const chained = (client: number, count: number, from: number, one: (to: Encoder, at: number) => void): Uint8Array =>
  written((to) => {
    structs(to, count, client, from);
    for (let at = from; at < from + count; at += 1) {
      if (at === 0) paragraph(to);
      else one(to, at);
    }
    nothingDeleted(to);
  });

/** So many elements, each behind the one before, from clock `from` on. */
export const elements = (client: number, count: number, from = 0): Uint8Array =>
  chained(client, count, from, (to, at) => {
    byte(to, 7 | 128);
    number(to, client);
    number(to, at - 1);
    number(to, 6);
  });

/** So many pictures in one text, each behind the one before, from clock `from` on; the text is the first. */
export const pictures = (client: number, count: number, from = 0): Uint8Array =>
  chained(client, count, from, (to, at) => {
    byte(to, at === 1 ? 5 : 5 | 128);
    if (at === 1) number(to, 0);
    number(to, client);
    number(to, at - 1);
    text(to, "1");
  });

/** A text of which every other letter is deleted by itself. */
export const lettersDeleted = (client: number, count: number): Uint8Array =>
  written((to) => {
    structs(to, 2, client, 0);
    paragraph(to);
    byte(to, 4);
    number(to, 0);
    number(to, client);
    number(to, 0);
    text(to, "x".repeat(count * 2 + 10));
    deleted(to, client, Array.from({ length: count }, (_, at) => [2 + at * 2, 1]));
  });

/** So many paragraphs of each writer, all at the start of the requirement. */
export const paragraphsInOnePlace = (clients: readonly number[], each: number): Uint8Array =>
  written((to) => {
    number(to, clients.length);
    for (const client of clients.toReversed()) {
      number(to, each);
      number(to, client);
      number(to, 0);
      for (let left = each; left > 0; left -= 1) paragraph(to);
    }
    nothingDeleted(to);
  });

/** An element at the start of the requirement, or behind another one. */
const element = (to: Encoder, client: number, behind: number | null) => {
  byte(to, behind === null ? 7 : 7 | 128);
  if (behind === null) {
    number(to, 1);
    text(to, REQUIREMENT);
  } else {
    number(to, client);
    number(to, behind);
  }
  number(to, 6);
};

/**
 * A whole document: a chain of elements, and a crowd that stands where the chain begins. Yjs begins with the highest client; that one waits for
 * the end of the chain, so each of the crowd is compared with all of it.
 */
export const costlyToLoad = (client: number, chain: number, crowd: number): Uint8Array => {
  const [low, high, first] = [client, client + 1, client + 2];
  return written((to) => {
    number(to, 3);
    number(to, 1);
    number(to, first);
    number(to, 0);
    element(to, low, chain - 1);
    number(to, crowd);
    number(to, high);
    number(to, 0);
    for (let left = crowd; left > 0; left -= 1) paragraph(to);
    number(to, chain);
    number(to, low);
    number(to, 0);
    for (let at = 0; at < chain; at += 1) element(to, low, at === 0 ? null : at - 1);
    nothingDeleted(to);
  });
};

/** One text with so many formats of the kinds that `kind` names: at once on and off, kept or all deleted. */
export const formats = (client: number, count: number, kind: (at: number) => string, end: "kept" | "deleted"): Uint8Array =>
  written((to) => {
    structs(to, count + 1, client, 0);
    paragraph(to);
    for (let at = 0; at < count; at += 1) {
      byte(to, at === 0 ? 6 : 6 | 128);
      if (at === 0) number(to, 0);
      number(to, client);
      number(to, at);
      text(to, kind(at));
      text(to, at % 2 === 0 ? "true" : "null");
    }
    if (end === "kept") nothingDeleted(to);
    else deleted(to, client, [[1, count]]);
  });

/** An embed whose JSON opens and closes so many lists. */
export const deepEmbed = (client: number, depth: number): Uint8Array =>
  written((to) => {
    structs(to, 2, client, 0);
    paragraph(to);
    byte(to, 5);
    number(to, 0);
    number(to, client);
    number(to, 0);
    text(to, `${"[".repeat(depth)}1${"]".repeat(depth)}`);
    nothingDeleted(to);
  });

/** An address at a clock that is no number. */
export const clockWithoutNumber = (client: number): Uint8Array =>
  written((to) => {
    number(to, 1);
    number(to, 1);
    number(to, client);
    noNumber(to);
    field(to, "address", "forged");
    nothingDeleted(to);
  });
