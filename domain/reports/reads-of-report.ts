import type { Filter } from "#domain/schema/entity.ts";
import { findColumn } from "#domain/query/column.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { pathsOf } from "#domain/query/filter.ts";
import { readField, readPath, readTitles, type Reads, type ReadsInMaking } from "#domain/query/reads.ts";
import type { FunnelQuestion } from "./funnel.ts";
import type { ReportDefinition, ReportSpan } from "./report.ts";

interface Chosen {
  readonly kind: string;
  readonly filter?: Filter;
  readonly span?: ReportSpan;
}

export interface ReportReads {
  readonly reads: Reads;
  /** Whether a record's own content alone decides where it counts: no other record of its kind does. */
  readonly alone: boolean;
}

interface InMaking extends ReportReads {
  readonly reads: ReadsInMaking;
}

const readsOf = ({ kind, filter, span }: Chosen, paths: readonly string[], context: QueryContext): InMaking => {
  const reads: ReadsInMaking = new Map();
  const entity = context.entity(kind);
  if (!entity) return { reads, alone: true };
  let alone = true;
  readField(reads, kind, "deleted");
  for (const path of [...paths, ...(filter ? pathsOf(filter) : []), ...(span ? [span.on] : [])]) {
    readPath(reads, entity, path, context);
    const column = findColumn(entity, path, context);
    if (column?.to) readTitles(reads, column.to, context);
    alone &&= column?.to !== kind && !column?.reads.some((read) => read.kind === kind);
  }
  return { reads, alone };
};

/** What the answer to a definition depends on. */
export const readsOfReport = (definition: ReportDefinition, context: QueryContext): ReportReads => {
  const measured = definition.measures.map((id) => /\((.+)\)$/.exec(id)?.[1] ?? id);
  const grouped = definition.by.map((id) => id.split(":", 1)[0] ?? id);
  const entity = context.entity(definition.kind);
  const found = readsOf(definition, [...measured.filter((id) => id !== "count" && id !== "winRate"), ...grouped], context);
  if (entity?.stages && measured.includes("winRate")) readField(found.reads, entity.kind, entity.stages.field);
  for (const id of measured) {
    const product = entity?.lines?.[id.split(".", 1)[0] ?? ""]?.fields.product;
    if (product?.kind === "ref") readField(found.reads, product.to, "cost");
  }
  return found;
};

export const readsOfFunnel = (question: FunnelQuestion, context: QueryContext): ReportReads => {
  const stages = context.entity(question.kind)?.stages;
  return readsOf(question, stages ? [stages.field, stages.log, ...(stages.sum === undefined ? [] : [stages.sum])] : [], context);
};

export const readsOfForecast = (question: Omit<Chosen, "kind">, context: QueryContext): ReportReads =>
  readsOf({ kind: "opportunity", ...question }, ["stage", "status", "commitment", "probability", "expectedAmount", "expectedSignDate", "forecastAmount"], context);
