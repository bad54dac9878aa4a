import type { I18n } from "#client/i18n/i18n.tsx";
import { isMovePath, moveOf, MOVES, type MoveKind } from "#domain/policy/move.ts";
import type { Change } from "#domain/record/change.ts";
import type { LogRow } from "#domain/schema/entity.ts";

type Words = Pick<I18n, "t">;
type NameOf = (record: string) => string;

const textIn = (move: LogRow, name: string): string | null => {
  const value = move[name];
  return typeof value === "string" && value !== "" ? value : null;
};

const kindIn = (move: LogRow): MoveKind | undefined => MOVES.find((one) => one === move["does"]);

/** What somebody did with a record of a pool, after their name. */
export const moveSentence = ({ t }: Words, nameOf: NameOf, move: LogRow): string => {
  const does = kindIn(move);
  if (does === undefined) return "";
  const [pool, from, to] = ["pool", "from", "to"].map((name) => textIn(move, name));
  const name = (id: string | null | undefined): string => (id ? nameOf(id) : "…");
  if (pool === null) return t(`pool.waiting.${does}`);
  const takenBack = does === "release" && from !== null && from !== move.by;
  return t(takenBack ? "pool.told.releaseOf" : `pool.told.${does}`, { pool: name(pool), from: name(from), to: name(to) });
};

export const reasonOf = (move: LogRow): string | null => textIn(move, "reason");

/** What a refused change had wanted of a record of a pool; null for any other change. */
export const wantedSentence = ({ t }: Words, nameOf: NameOf, changes: readonly Change[]): string | null => {
  const found = changes.find(({ path }) => isMovePath(path));
  const move = found ? moveOf(found.to) : null;
  if (!move) return null;
  return t(`pool.wanted.${move.does}`, { reason: move.reason ?? "", to: move.to === null ? "" : nameOf(move.to) });
};
