import { wordsOf } from "#domain/entities/every-language.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldKind } from "#domain/schema/field.ts";
import { LOCALES } from "#domain/schema/words.ts";
import { looseKey } from "./normalise.ts";
import { optionFinder } from "./read-cell.ts";

/** What other programs call the steps of a sale and the states of a record. */
const SYNONYMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "opportunity.stage": {
    won: ["closed won", "closedwon", "win", "成交", "已成交", "계약 완료", "성공"],
    lost: ["closed lost", "closedlost", "lose", "失败", "丢单", "실패"],
    prospecting: ["prospect", "new", "lead in", "qualification", "qualified"],
    proposal: ["proposal sent", "proposal/price quote", "quote", "quotation"],
    negotiation: ["negotiation/review", "contract sent", "negotiations started"],
    analysis: ["needs analysis", "needs defined", "discovery"],
    engaging: ["contact made", "engaged", "appointment scheduled"],
  },
};

/** Finds the option of a text by id, by label in any language, or by what other programs call it. */
export const optionsOf = (entity: Entity, name: string, field: Extract<FieldKind, { kind: "option" }>): ((text: string) => string | undefined) => {
  const ids = field.options.map(({ id }) => id);
  const find = optionFinder(ids, LOCALES.map((locale) => wordsOf(locale, entity.kind).options[name]));
  const synonyms = new Map(
    Object.entries(SYNONYMS[`${entity.kind}.${name}`] ?? {}).flatMap(([id, texts]) => texts.map((text) => [looseKey(text), id] as const)),
  );
  return (text) => find(text) ?? synonyms.get(looseKey(text));
};
