import { encodeFrame } from "#domain/protocol/frame.ts";
import type { Entry, Page } from "#domain/protocol/down/page.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { Published } from "./batch.ts";
import { mayRead, PAGE_BYTES, PAGE_DOCS } from "./feed.ts";

type Form = "whole" | "diff" | "gone" | "none";

const formFor = ({ before, after, diff }: Published, scopes: ReadonlySet<Scope>): Form => {
  const had = mayRead(before, scopes);
  if (!after || !mayRead(after.scopes, scopes)) return had ? "gone" : "none";
  return had && diff ? "diff" : "whole";
};

const entryOf = ({ doc, seq, after, diff }: Published, form: Form): Entry | null => {
  if (form === "gone") return { doc, seq, gone: 1 };
  if (form === "none" || !after) return null;
  if (form === "diff" && diff) return { doc, seq, row: after.row, diff: diff.bytes, base: diff.base };
  return { doc, seq, row: after.row, snapshot: after.snapshot };
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
 * The live pages of one commit. People who may read the same of it get the same bytes, encoded once. Null: nothing of it concerns
 * them.
 */
export const createLivePages = (published: readonly Published[], head: number) => {
  const encoded = new Map<string, readonly Uint8Array[]>();
  const empty = "none,".repeat(published.length);
  return (scopes: ReadonlySet<Scope>, evenEmpty: boolean): readonly Uint8Array[] | null => {
    const forms = published.map((one) => formFor(one, scopes));
    const key = forms.map((form) => `${form},`).join("");
    if (key === empty && !evenEmpty) return null;
    let frames = encoded.get(key);
    if (!frames) {
      const entries = published.flatMap((one, index) => entryOf(one, forms[index] ?? "none") ?? []);
      encoded.set(key, (frames = framesOf(entries, head)));
    }
    return frames;
  };
};
