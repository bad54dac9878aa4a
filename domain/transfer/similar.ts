import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, textOf } from "#domain/schema/read.ts";
import { normaliserOf } from "./duplicates.ts";

/** Letters that two names must share at their beginning to be called similar; a CJK character says as much as two letters. */
const SHARED = 4;
const CJK = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

const weight = (key: string): number => key.length + (key.match(CJK)?.length ?? 0);

const similar = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return weight(short) >= SHARED && long.startsWith(short);
};

/** Fields of which an equal value, or a similar name, says by itself that a record may be there already. */
export const tellingFields = (entity: Entity): readonly string[] =>
  [...new Set((entity.duplicates ?? [[entity.title]]).flatMap((rule) => rule.filter((name) => rule.length === 1 || name === entity.title)))].filter(
    (name) => entity.fields[name]?.kind === "text",
  );

/** Finds records whose `field` holds the same as a text that is typed, as an import would see it, and those of similar names behind them. */
export const createSimilar = (entity: Entity, field: string): ((text: string, rows: Iterable<Row>, limit: number) => readonly Row[]) => {
  const normalise = normaliserOf(entity, field);
  /* A row that did not change stays the same object. */
  const keys = new WeakMap<Row, string>();
  const keyOf = (row: Row): string => {
    const known = keys.get(row);
    if (known !== undefined) return known;
    const key = normalise(textOf(row, field) ?? "");
    keys.set(row, key);
    return key;
  };
  return (text, rows, limit) => {
    const wanted = normalise(text);
    if (wanted === "") return [];
    const equal: Row[] = [];
    const close: Row[] = [];
    for (const row of rows) {
      if (isDeleted(row)) continue;
      const key = keyOf(row);
      if (key === wanted) equal.push(row);
      else if (field === entity.title && key !== "" && close.length < limit && similar(key, wanted)) close.push(row);
    }
    return [...equal, ...close].slice(0, limit);
  };
};
