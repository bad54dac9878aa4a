import * as v from "valibot";
import { parseDocId, parseRecordId, type DocId, type RecordId } from "#domain/id.ts";
import { LONGEST_TOLD } from "../storage/sharing.ts";

const person = v.pipe(v.string(), v.check((id) => parseRecordId(id) !== null), v.transform((id) => id as RecordId));
const doc = v.pipe(v.string(), v.check((id) => parseDocId(id) !== null), v.transform((id) => id as DocId));

const fact = v.variant("is", [
  /** Connections of a person end: those of one sign-in, or all. */
  v.object({ is: v.literal("cut"), person, signIn: v.nullable(v.string()) }),
  /** A device has connected. `again`: it was told before. */
  v.object({ is: v.literal("came"), device: v.number(), signIn: v.nullable(v.string()), again: v.boolean() }),
  v.object({ is: v.literal("left"), device: v.number() }),
  /** What people show of themselves at a record: an awareness update in base64, with names that its node vouches for. */
  v.object({ is: v.literal("shown"), doc, update: v.string() }),
  /** Somebody new asks who is there. */
  v.object({ is: v.literal("ask") }),
]);

/** What nodes tell each other that is not stored. */
export type Fact = v.InferOutput<typeof fact>;

const facts = v.array(fact);

/** Facts as texts that fit into one telling each, in their order. One that fits into none is left out. */
export const writeFacts = (told: readonly Fact[]): readonly string[] => {
  const texts: string[][] = [];
  let room = 0;
  for (const one of told) {
    const text = JSON.stringify(one);
    const size = Buffer.byteLength(text) + 1;
    if (size > LONGEST_TOLD - 2) continue;
    if (size > room) {
      texts.push([]);
      room = LONGEST_TOLD - 2;
    }
    texts.at(-1)?.push(text);
    room -= size;
  }
  return texts.map((parts) => `[${parts.join()}]`);
};

/** None where it cannot be read: it came from a node of another version. */
export const readFacts = (text: string): readonly Fact[] => {
  try {
    const parsed = v.safeParse(facts, JSON.parse(text));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
};
