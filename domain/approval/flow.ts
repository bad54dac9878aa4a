import { approversIn, type Approver } from "#domain/approval/approvers.ts";
import { coversOf, type Cover } from "#domain/approval/content.ts";
import { inOrder } from "#domain/approval/order.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { hidesCovered, type Lens } from "#domain/policy/lens.ts";
import { FIXED, parseCriteria } from "#domain/policy/sharing.ts";
import { findColumn } from "#domain/query/column.ts";
import { pathsOf, type Matcher } from "#domain/query/filter.ts";
import { parseFilter } from "#domain/query/parse.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { isDeleted, linesOf, markOf, membersOf, numberOf, textOf } from "#domain/schema/read.ts";

/** One step of a flow. Without conditions every submission comes to it. */
export interface FlowNode {
  readonly key: string;
  readonly name: string;
  readonly approvers: readonly Approver[];
  readonly everyone: boolean;
  /** Criteria of the record; null without, or where they cannot be read. */
  readonly matches: Matcher | null;
  /** Ranks of the record's owner that it is for, both included. Nobody's rank counts as 0. */
  readonly rankFrom: number | null;
  readonly rankTo: number | null;
}

/** A flow that stands, ready to be asked of many records. */
export interface Flow {
  readonly id: RecordId;
  readonly name: string;
  readonly kind: string;
  readonly matches: Matcher;
  /** What decides whether the flow applies: the coverable content that its condition reads. */
  readonly reads: readonly Cover[];
  /** What is approved: what the flow names, whatever its conditions read, and what decides that no flow asked before it applies. */
  readonly covers: readonly Cover[];
  /** In order. */
  readonly nodes: readonly FlowNode[];
}

const criteriaOf = (text: string | null, entity: Entity): Matcher | null => {
  if (text === null || text.trim() === "") return null;
  const parsed = parseCriteria(text, entity, true);
  return parsed.ok ? parsed.value : null;
};

/** What a condition reads, of derived figures what they are made of. */
const namesReadBy = (text: string | null, entity: Entity): readonly string[] => {
  const parsed = text === null || text.trim() === "" ? null : parseFilter(text);
  if (!parsed?.ok) return [];
  return [...new Set(pathsOf(parsed.value).flatMap((path) => findColumn(entity, path, FIXED)?.derived?.from ?? [path]))];
};

const readBy = (text: string | null, entity: Entity): readonly Cover[] => namesReadBy(text, entity).filter((name) => coversOf(entity).includes(name));

/** What a condition reads that no approval locks and that can change all the same. */
export const unlockedBy = (text: string | null, entity: Entity): readonly string[] =>
  namesReadBy(text, entity).filter((name) => !coversOf(entity).includes(name) && findColumn(entity, name, FIXED) !== null && entity.fields[name.split(".")[0] ?? ""]?.fixed !== true);

const flowOf = (row: Row, entityOf: (kind: string) => Entity | undefined): Flow | null => {
  const entity = entityOf(textOf(row, "of") ?? "");
  if (!entity?.approvable || isDeleted(row) || markOf(row, "disabled")) return null;
  const condition = textOf(row, "condition")?.trim() || null;
  const parsed = condition === null ? null : parseCriteria(condition, entity, true);
  const lines = linesOf(row, "nodes");
  if (parsed?.ok === false || lines.length === 0) return null;
  const named = membersOf(row, "covers").flatMap((name) => (name.startsWith(`${entity.kind}.`) ? [name.slice(entity.kind.length + 1)] : []));
  const reads = readBy(condition, entity);
  const read = lines.flatMap((line) => readBy(textOf(line, "condition"), entity));
  return {
    id: row.id,
    name: textOf(row, "name") ?? "",
    kind: entity.kind,
    matches: parsed?.ok ? parsed.value : () => true,
    reads,
    covers: [...new Set([...named.filter((name) => coversOf(entity).includes(name)), ...reads, ...read])].sort(),
    nodes: lines.map((line) => ({
      key: line.key,
      name: textOf(line, "name") ?? "",
      approvers: approversIn(textOf(line, "approvers")),
      everyone: markOf(line, "everyone") !== null,
      matches: criteriaOf(textOf(line, "condition"), entity),
      rankFrom: numberOf(line, "rankFrom"),
      rankTo: numberOf(line, "rankTo"),
    })),
  };
};

/**
 * The flows that stand, in the order in which they are tried. One that cannot be read, has no step, is switched off or deleted does
 * not stand. What an earlier one reads is covered by the later too: otherwise content approved by a later one could change to what the earlier asks for.
 */
export const flowsIn = (rows: readonly Row[], entityOf: (kind: string) => Entity | undefined): readonly Flow[] => {
  const readBefore = new Map<string, readonly Cover[]>();
  return [...rows]
    .sort(inOrder)
    .flatMap((row) => flowOf(row, entityOf) ?? [])
    .map((flow) => {
      const before = readBefore.get(flow.kind) ?? [];
      readBefore.set(flow.kind, [...before, ...flow.reads]);
      return { ...flow, covers: [...new Set([...flow.covers, ...before])].sort() };
    });
};

/** The flow that a record goes through: the first whose condition it meets. */
export const flowFor = (flows: readonly Flow[], row: Row): Flow | null => flows.find((flow) => flow.kind === kindOf(row.id) && flow.matches(row)) ?? null;

/**
 * The flow that a record goes through, as far as somebody can tell who does not see all of it: where the condition of a flow reads what is
 * hidden, it may be that one.
 */
export const likelyFlowFor = (flows: readonly Flow[], row: Row, lens: Lens | undefined): Flow | null =>
  flows.find((flow) => flow.kind === kindOf(row.id) && (hidesCovered(lens, flow.reads) || flow.matches(row))) ?? null;

/** The flows that stand, for somebody who judges by what they see; nothing where a condition reads what is hidden: then only the relay can tell. */
export const tellableFlows = (flows: readonly Flow[], kind: string, lens: Lens | undefined): { readonly flows?: readonly Flow[] } =>
  lens && flows.some((flow) => flow.kind === kind && hidesCovered(lens, flow.reads)) ? {} : { flows };

/** The steps that a submission comes to. A condition that cannot be read leaves its step in. */
export const nodesFor = (flow: Flow, row: Row, rank: number | null): readonly FlowNode[] =>
  flow.nodes.filter(({ matches, rankFrom, rankTo }) => (matches === null || matches(row)) && (rankFrom === null || (rank ?? 0) >= rankFrom) && (rankTo === null || (rank ?? 0) <= rankTo));

/** Whether the record has come to where only approved ones may be. */
export const isHeld = (entity: Entity, row: Row): boolean => {
  const holds = entity.approvable?.holds;
  return holds !== undefined && holds.values.includes(textOf(row, holds.field) ?? "");
};
