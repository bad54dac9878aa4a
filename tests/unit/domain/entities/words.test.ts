import { describe, expect, it } from "vitest";
import { ENTITIES } from "#domain/entities/registry.ts";
import { ownWordsOf, wordsOf } from "#domain/entities/every-language.ts";
import { APPROVAL_FIELDS, APPROVAL_LOGS, APPROVAL_SETS, COMMON_FIELDS, OWNED_FIELDS, OWNED_SETS, POOLED_FIELDS, POOLED_LOGS, type Entity } from "#domain/schema/entity.ts";
import { LOCALES, type EntityWords } from "#domain/schema/words.ts";
import { otherHeadingsOf } from "#domain/transfer/other-headings/other-headings.ts";

const COMMON = new Set([...Object.keys(COMMON_FIELDS), ...Object.keys(OWNED_FIELDS), ...Object.keys(OWNED_SETS), ...Object.keys(POOLED_FIELDS), ...Object.keys(POOLED_LOGS), ...Object.keys(APPROVAL_FIELDS), ...Object.keys(APPROVAL_SETS), ...Object.keys(APPROVAL_LOGS)]);

const keysOf = (record: object | undefined): string[] => Object.keys(record ?? {}).sort();
const nonEmpty = (record: object) => Object.entries(record).filter(([, inner]) => Object.keys(inner as object).length > 0);

/** Every label a definition needs, in the shape of its words. */
const neededBy = (entity: Entity) => {
  const fields = [entity.fields, entity.sets, entity.lines, entity.logs, entity.prose, entity.derived].flatMap(keysOf);
  const options = new Map<string, string[]>();
  for (const [name, field] of Object.entries(entity.fields)) {
    if (field.kind === "option" && !COMMON.has(name)) options.set(name, field.options.map((option) => option.id).sort());
  }
  for (const [name, set] of Object.entries(entity.sets ?? {})) {
    if (set.of.kind === "option") options.set(name, set.of.options.map((option) => option.id).sort());
  }
  const lists = new Map<string, string[]>();
  for (const [name, list] of Object.entries(entity.lines ?? {})) lists.set(name, keysOf(list.fields));
  for (const [name, log] of Object.entries(entity.logs ?? {})) if (!COMMON.has(name)) lists.set(name, keysOf(log.details));
  return {
    fields: fields.filter((name) => !COMMON.has(name)).sort(),
    options: Object.fromEntries([...options].sort()),
    lines: Object.fromEntries([...lists].sort()),
    views: (entity.views ?? []).map((view) => view.id).sort(),
    sections: entity.form.map((section) => section.id).sort(),
  };
};

const shapeOf = (words: EntityWords) => ({
  fields: keysOf(words.fields),
  options: Object.fromEntries(nonEmpty(words.options).map(([name, labels]) => [name, keysOf(labels)]).sort()),
  lines: Object.fromEntries(nonEmpty(words.lines ?? {}).map(([name, labels]) => [name, keysOf(labels)]).sort()),
  views: keysOf(words.views),
  sections: keysOf(words.sections),
});

const labelsOf = (words: EntityWords): string[] => [
  words.one,
  words.many,
  ...[words.fields, words.views, words.sections, words.related ?? {}, ...Object.values(words.options), ...Object.values(words.lines ?? {})].flatMap(
    (labels) => Object.values(labels),
  ),
];

const normalise = (heading: string) => heading.toLowerCase().replace(/[\s_\-./()（）]/g, "");

describe.each(LOCALES)("words in %s", (locale) => {
  it.each(ENTITIES.map((entity) => [entity.kind, entity] as const))("label every part of %s and nothing else", (kind, entity) => {
    expect(shapeOf(ownWordsOf(locale, kind))).toEqual(neededBy(entity));
  });

  it.each(ENTITIES.map((entity) => [entity.kind, entity] as const))("name the shared fields of %s that it has", (kind, entity) => {
    const { fields } = wordsOf(locale, kind);
    const shared = [...keysOf(entity.fields), ...keysOf(entity.sets), ...keysOf(entity.logs)].filter((name) => COMMON.has(name));
    expect(shared.filter((name) => !fields[name])).toEqual([]);
    expect([...COMMON].filter((name) => name in fields && !shared.includes(name))).toEqual([]);
  });

  it.each(ENTITIES.map((entity) => [entity.kind, entity] as const))("give %s labels without blanks or stray spaces", (kind) => {
    const labels = labelsOf(wordsOf(locale, kind));
    expect(labels.filter((label) => label === "" || label !== label.trim())).toEqual([]);
  });

  it.each(ENTITIES.map((entity) => [entity.kind, entity] as const))("let an import heading mean one field of %s", (kind, entity) => {
    const words = wordsOf(locale, kind);
    const importable = new Set([...keysOf(entity.fields), ...keysOf(entity.sets)]);
    const meaning = new Map<string, string>();
    for (const [field, label] of Object.entries(words.fields)) if (importable.has(field)) meaning.set(normalise(label), field);
    const ambiguous: string[] = [];
    for (const [field, headings] of Object.entries(otherHeadingsOf(locale, entity))) {
      expect(importable, `${kind}.${field}`).toContain(field);
      for (const heading of headings) {
        const key = normalise(heading);
        const other = meaning.get(key);
        if (other !== undefined) ambiguous.push(`${heading}: ${other} and ${field}`);
        meaning.set(key, field);
      }
    }
    expect(ambiguous.filter((line) => !/^(.*): (\w+) and \2$/.test(line))).toEqual([]);
  });

  it("heads related lists only where a kind has such a list", () => {
    const known = ENTITIES.flatMap((entity) => [
      ...Object.entries(entity.fields).flatMap(([by, field]) => (field.kind === "ref" ? [`${entity.kind}.${by}`] : [])),
      ...Object.entries(entity.sets ?? {}).flatMap(([by, set]) => (set.of.kind === "ref" ? [`${entity.kind}.${by}`] : [])),
    ]);
    const used = ENTITIES.flatMap((entity) => keysOf(ownWordsOf(locale, entity.kind).related));
    expect(used.filter((key) => !known.includes(key))).toEqual([]);
  });
});

it("names a line's amount and a log entry's author beside their own fields", () => {
  const words = wordsOf("zh-CN", "opportunity");
  expect(words.lines?.["lines"]).toMatchObject({ amount: "金额", unitPrice: "单价" });
  expect(words.lines?.["advances"]).toMatchObject({ by: "操作人", stage: "阶段" });
});

it("refuses a kind that is not registered", () => {
  expect(() => wordsOf("en", "unicorn")).toThrow("unicorn");
});
