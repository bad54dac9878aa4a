import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { pathsOf } from "#domain/query/filter.ts";
import type { ReportDefinition } from "./report.ts";

/** Every kind whose records can change the answer to a definition. */
export const kindsOfReport = (definition: ReportDefinition, context: QueryContext): ReadonlySet<string> => {
  const kinds = new Set([definition.kind]);
  const entity = context.entity(definition.kind);
  if (!entity) return kinds;
  const measured = definition.measures.map((id) => /\((.+)\)$/.exec(id)?.[1] ?? id);
  const grouped = definition.by.map((id) => id.split(":", 1)[0] ?? id);
  for (const path of [...measured, ...grouped, ...(definition.filter ? pathsOf(definition.filter) : [])]) {
    const column = findColumn(entity, path, context);
    for (const read of column?.reads ?? []) kinds.add(read.kind);
    if (column?.to) kinds.add(column.to);
  }
  for (const id of definition.measures) {
    const product = entity.lines?.[id.split(".", 1)[0] ?? ""]?.fields.product;
    if (product?.kind === "ref") kinds.add(product.to);
  }
  return kinds;
};
