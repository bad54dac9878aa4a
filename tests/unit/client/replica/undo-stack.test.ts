import { describe, expect, it } from "vitest";
import { commitPieces } from "#client/replica/undo-stack.ts";
import { recordId } from "#domain/id.ts";
import type { CommittedMany, Edit } from "#workers/replica/api.ts";

const edit = (at: number): Edit => ({ record: recordId("customer", `c${at}`), values: { name: String(at) } });
const edits = (from: number, to: number): readonly Edit[] => Array.from({ length: to - from }, (_, at) => edit(from + at));

/** Commits that answer each edit as what undoes it, and fail at the piece that holds `failing`. */
const createCommits = (failing = Infinity) => {
  const sizes: number[] = [];
  const commitMany = async (piece: readonly Edit[]): Promise<CommittedMany> => {
    sizes.push(piece.length);
    const fails = piece.some(({ values }) => values["name"] === String(failing));
    return { done: fails ? 0 : piece.length, undo: fails ? [] : piece.toReversed(), skipped: [], problem: fails ? { type: "StorageFailed", problem: "lost" } : null };
  };
  return { sizes, commitMany };
};

describe("taking a step back", () => {
  it("[O-12] asks for its edits and commits them piece by piece, and can be done again in reverse", async () => {
    const { sizes, commitMany } = createCommits();
    const pieces = async function* () {
      yield edits(0, 700);
      yield edits(700, 900);
    };
    const { undo, done, problem } = await commitPieces(pieces, commitMany);
    expect([sizes, done, problem]).toEqual([[700, 200], 900, null]);
    expect(undo).toEqual(edits(0, 900).toReversed());
    await commitPieces(edits(0, 2_300), commitMany);
    expect(sizes.slice(2)).toEqual([1_000, 1_000, 300]);
  });

  it("[O-12] ends at the first piece that cannot be written, and tells what was", async () => {
    const { sizes, commitMany } = createCommits(1_500);
    const { undo, done, problem } = await commitPieces(edits(0, 3_000), commitMany);
    expect([sizes.length, done, problem?.type]).toEqual([2, 1_000, "StorageFailed"]);
    expect(undo).toEqual(edits(0, 1_000).toReversed());
  });
});
