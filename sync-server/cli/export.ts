import type { Right } from "#domain/policy/right.ts";
import { exportCsv } from "#domain/transfer/export-csv.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Query } from "#domain/query/query.ts";
import { CONNECTION, kindFrom, listOf, readArguments, type Command } from "./arguments.ts";
import { columnNames } from "./cells.ts";
import { fail } from "./exit.ts";
import { writeTo } from "./files.ts";
import { FILTER_HELP, filterFrom, sortFrom } from "./filters.ts";
import { note, pathIn } from "./io.ts";
import { recordsOf, seenKind } from "./records.ts";
import { counted } from "./words/words.ts";
import { needRight, withSession, type Session } from "./session.ts";

const OPTIONS = {
  ...CONNECTION,
  csv: { type: "boolean", default: false },
  where: { type: "string" },
  sort: { type: "string" },
  columns: { type: "string" },
  output: { type: "string", short: "o" },
} as const;

/** Every column that import takes back, or those asked for. */
const columnsOf = (asked: readonly string[], entity: Entity, session: Session): readonly string[] => {
  const known = columnNames(entity);
  const facetOf = (name: string): Right | undefined => entity.fields[name]?.facet;
  if (asked.length === 0) {
    return known.filter((name) => !entity.fields[name]?.hidden && session.person.rights.has(facetOf(name) ?? "export"));
  }
  for (const name of asked) {
    if (!known.includes(name)) fail("usage", `${entity.kind} has no column "${name}" to export; it has ${known.join(", ")}`);
    const facet = facetOf(name);
    if (facet) needRight(session, facet);
  }
  return asked;
};

export const exportRecords: Command = {
  name: "export",
  summary: "write records as CSV",
  help: `Usage: tidebook export <kind> --csv [options]

  --csv              the format: UTF-8 with BOM, safe against formula injection
  --where <filter>   only records that match
  --sort <columns>   such as -expectedAmount,subject (the kind's own order)
  --columns <a,b>    what to write (every column that the user may see; "id" lets a later import find the record again)
  -o, --output <file>  a file instead of standard output

Needs the right "export".

${FILTER_HELP}`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, OPTIONS);
    const kind = kindFrom(positionals, "export");
    if (!values.csv) fail("usage", "Say which format: --csv");
    await withSession(values, io, async (session) => {
      const entity = seenKind(session, kind.kind) ?? kind;
      needRight(session, "export");
      const { context } = recordsOf(session);
      const columns = columnsOf(listOf(values.columns), entity, session);
      const filter = filterFrom("--where", values.where, entity, context, session);
      const sort = sortFrom(values.sort, entity, context) ?? entity.list.sort;
      const query: Query = { kind: entity.kind, sort, ...(filter ? { filter } : {}) };
      const rows = session.replica.ask(query);
      const pieces = exportCsv({ entity, columns, rows, locale: session.locale, context });
      if (values.output === undefined) for (const piece of pieces) io.out(piece);
      else await writeTo(pathIn(io, values.output), [...pieces].join(""));
      note(io, `${counted(rows.length, "record")} exported`);
    });
  },
};
