import type { Field, TextFormat } from "./field.ts";

/** Formats that a text can be told not to have. */
export type OddFormat = Exclude<TextFormat, "number" | "image">;

/** Several stand in one field, as people write them: "a@x.com; b@x.com". */
const SEPARATORS = /[;,；，、\s]+/u;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@.<>]+$/u;
const WEB = /^(https?:\/\/)?[^\s/.@:]+(\.[^\s/.@:]+)+\.?(:\d+)?([/?#]\S*)?$/iu;
/** Words that stand in a phone number for an extension. */
const EXTENSION = /ext(ension)?\.?|转|分机|내선|轉/giu;
const DIGITS = 3;

const isPhone = (text: string): boolean => {
  const bare = text.replace(EXTENSION, "");
  const letters = bare.match(/\p{L}/gu)?.length ?? 0;
  const digits = bare.match(/\d/g)?.length ?? 0;
  return digits >= DIGITS && digits > letters;
};

const parts = (text: string): readonly string[] => text.split(SEPARATORS).filter(Boolean);

const LOOKS: Readonly<Record<OddFormat, (text: string) => boolean>> = {
  phone: isPhone,
  email: (text) => parts(text).every((each) => EMAIL.test(each)),
  url: (text) => parts(text).every((each) => WEB.test(each)),
};

/**
 * The format that a text ought to have and does not seem to, else null. Never a reason to refuse it: people note down "ask reception",
 * too, and what a device half understands must not be lost.
 */
export const oddFormat = (field: Field, value: unknown): OddFormat | null => {
  if (field.kind !== "text" || field.format === undefined || field.format === "number" || field.format === "image") return null;
  if (typeof value !== "string" || value.trim() === "") return null;
  return LOOKS[field.format](value.normalize("NFKC")) ? null : field.format;
};
