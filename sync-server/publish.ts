import { encodeFrame } from "#domain/protocol/frame.ts";
import type { Entry, Page } from "#domain/protocol/down/page.ts";
import { kindOf } from "#domain/id.ts";
import type { Lenses } from "#domain/policy/lens.ts";
import { lensScope } from "#domain/policy/lens-scope.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Published } from "./batch.ts";
import { mayRead, PAGE_BYTES, PAGE_DOCS, type Sight } from "./feed.ts";
import { lensedRow, lensFor, type Lensing } from "./lensed.ts";

type Form = "whole" | "diff" | "gone" | "none";

const formFor = ({ before, after, diff }: Published, scopes: ReadonlySet<Scope>): Form => {
  const had = mayRead(before, scopes);
  if (!after || !mayRead(after.scopes, scopes)) return had ? "gone" : "none";
  return had && diff ? "diff" : "whole";
};

const entryOf = async ({ doc, seq, after, diff }: Published, form: Form, lenses: Lenses, lensing: Lensing): Promise<Entry | null> => {
  if (form === "gone") return { doc, seq, gone: 1 };
  if (form === "none" || !after) return null;
  const row = lensedRow(doc, after.row, lenses);
  if (form !== "diff" || !diff) return { doc, seq, row, snapshot: await lensing.snapshot(after, lenses) };
  const lens = lensFor(doc, lenses);
  return { doc, seq, row, diff: lens ? await lensing.diff(after, lens, diff.vector) : diff.bytes, base: diff.base };
};

const bytesOf = (entry: Entry): number => ("snapshot" in entry ? entry.snapshot.length * 2 : "diff" in entry ? entry.diff.length + 4_000 : 100);

const framesOf = (entries: readonly Entry[], head: number): readonly Uint8Array[] => {
  const chunks: Entry[][] = [[]];
  let bytes = 0;
  for (const entry of entries) {
    const size = bytesOf(entry);
    const chunk = chunks.at(-1);
    if (chunk && chunk.length > 0 && (chunk.length >= PAGE_DOCS || bytes + size > PAGE_BYTES)) {
      chunks.push([entry]);
      bytes = size;
    } else {
      chunk?.push(entry);
      bytes += size;
    }
  }
  return chunks.map((chunk, index) => {
    const cursor = index === chunks.length - 1 ? head : (chunk.at(-1)?.seq ?? head);
    const page: Page = { type: "page", entries: chunk, cursor, head, more: false };
    return encodeFrame(page);
  });
};

/**
 * The live pages of one commit. People who may read the same of it, and see the same of that, get the same bytes, encoded once. `which` names, in ascending
 * order, the places in `published` of what may concern somebody; null: nothing of it does.
 */
export const createLivePages = (published: readonly Published[], head: number, lensing: Lensing) => {
  const encoded = new Map<string, readonly Uint8Array[]>();
  return async (which: readonly number[], { scopes, lenses }: Sight, evenEmpty: boolean): Promise<readonly Uint8Array[] | null> => {
    let key = "";
    const forms: (readonly [Published, Form])[] = [];
    for (const index of which) {
      const one = published[index];
      const form = one ? formFor(one, scopes) : "none";
      if (!one || form === "none") continue;
      forms.push([one, form]);
      const lens = lensFor(one.doc, lenses);
      key += `${index}${form}${lens ? lensScope(kindOf(one.doc), lens) : ""},`;
    }
    if (forms.length === 0 && !evenEmpty) return null;
    let frames = encoded.get(key);
    if (!frames) {
      const entries: Entry[] = [];
      for (const [one, form] of forms) {
        const entry = await entryOf(one, form, lenses, lensing);
        if (entry) entries.push(entry);
      }
      encoded.set(key, (frames = framesOf(entries, head)));
    }
    return frames;
  };
};
