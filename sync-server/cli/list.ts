import { totals } from "#domain/query/totals.ts";
import type { Query } from "#domain/query/query.ts";
import { needSearchCode } from "#workers/replica/late-searches.ts";
import { loadPinyin } from "#workers/replica/pinyin.ts";
import { CONNECTION, kindFrom, listOf, readArguments, wholeNumber, type Command } from "./arguments.ts";
import { headingOf, shownColumn, type ShownColumn } from "./cells.ts";
import { FILTER_HELP, filterFrom, sortFrom } from "./filters.ts";
import { writeJson } from "./io.ts";
import { recordsOf, seenKind, type Records } from "./records.ts";
import { needRight, withSession, type Session } from "./session.ts";
import { textTable } from "./table.ts";
import { counted } from "./words/words.ts";
import { wordsOf } from "#domain/entities/every-language.ts";
import type { Entity } from "#domain/schema/entity.ts";

const OPTIONS = {
  ...CONNECTION,
  where: { type: "string" },
  sort: { type: "string" },
  search: { type: "string" },
  columns: { type: "string" },
  limit: { type: "string" },
  deleted: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

/** Columns that were asked for, which the user may see, or those of the kind's own list as far as the user may. */
export const columnsFor = (asked: readonly string[], entity: Entity, { context }: Records, session: Session): readonly ShownColumn[] => {
  if (asked.length === 0) {
    const own = entity.list.columns.map((path) => shownColumn(entity, path, context));
    return own.filter(({ facets }) => facets.every((facet) => session.person.rights.has(facet)));
  }
  const columns = asked.map((path) => shownColumn(entity, path, context));
  for (const facet of columns.flatMap(({ facets }) => facets)) needRight(session, facet);
  return columns;
};

export const list: Command = {
  name: "list",
  summary: "list records",
  help: `Usage: tidebook list <kind> [options]

  --where <filter>   only records that match
  --sort <columns>   such as -expectedAmount,subject; "-" puts the largest first (the kind's own order)
  --search <text>    quick search, as in the app: names, numbers, pinyin
  --columns <a,b>    what to show, also through references: owner.department (the kind's own list)
  --limit <number>   at most so many records; count and totals are of all that match
  --deleted          the recycle bin
  --json             {"kind", "count", "rows": [{"id", …}], "totals"}; references are {"id", "title"}, money is a decimal string

${FILTER_HELP}`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, OPTIONS);
    const kind = kindFrom(positionals, "list");
    const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber(values.limit, "--limit");
    await withSession(values, io, async (session) => {
      const entity = seenKind(session, kind.kind) ?? kind;
      const records = recordsOf(session);
      const { context } = records;
      const columns = columnsFor(listOf(values.columns), entity, records, session);
      const filter = filterFrom("--where", values.where, entity, context, session);
      const sort = sortFrom(values.sort, entity, context) ?? (values.search === undefined ? entity.list.sort : undefined);
      if (values.search !== undefined) {
        await needSearchCode();
        session.replica.usePinyin(await loadPinyin());
      }
      const query: Query = {
        kind: entity.kind,
        ...(filter ? { filter } : {}),
        ...(sort ? { sort } : {}),
        ...(values.search === undefined ? {} : { search: values.search }),
        ...(values.deleted ? { deleted: true as const } : {}),
      };
      const found = session.replica.ask(query);
      const shown = found.slice(0, limit);
      const sums = totals(found, columns.filter(({ money }) => money).map(({ path }) => path), entity, context);
      if (values.json) {
        const rows = shown.map((row) => ({ id: row.id, ...Object.fromEntries(columns.map(({ path, json }) => [path, json(row)])) }));
        writeJson(io, { kind: entity.kind, count: found.length, rows, totals: sums });
        return;
      }
      io.out(textTable(columns.map(({ path, numeric }) => ({ heading: headingOf(entity, path, session.locale), right: numeric })), shown.map((row) => columns.map(({ text }) => text(row)))));
      const words = wordsOf(session.locale, entity.kind);
      const money = Object.entries(sums).map(([path, sum]) => `, ${headingOf(entity, path, session.locale)} ${sum}`).join("");
      io.out(`\n${shown.length < found.length ? `${shown.length} of ` : ""}${counted(found.length, words.one.toLocaleLowerCase(session.locale), words.many.toLocaleLowerCase(session.locale))}${money}\n`);
    });
  },
};
