import type { RecordId } from "#domain/id.ts";
import { memberPath } from "#domain/record/path.ts";
import type { Values } from "#domain/record/change.ts";
import type { OrgNode } from "./org-tree.ts";

/** Values that bring a unit or a person to another place. */
export interface OrgMove {
  readonly record: RecordId;
  readonly values: Values;
}

const isWithin = (node: OrgNode, key: string): boolean => node.key === key || node.key.startsWith(`${key}>`);

/**
 * What moving `node` into `target` writes; null where it does not belong: units stay in their tree and never go into themselves. A person
 * goes to another department, or into one more unit of a dimension; taken out of one unit of a dimension into another, the person leaves the first.
 */
export const moveInto = (node: OrgNode, target: OrgNode): OrgMove | null => {
  if (node.type === "tree" || target.type === "person" || node.parent === target.key) return null;
  if (node.type === "unit") {
    if (target.tree !== node.tree || isWithin(target, node.key)) return null;
    return { record: node.record, values: { parent: target.type === "unit" ? target.record : null } };
  }
  if (target.type === "tree") return null;
  const leaves: Values = node.also && node.unit !== null && node.tree === target.tree ? { [memberPath("units", node.unit)]: null } : {};
  if (target.tree !== "departments" || node.also) return { record: node.record, values: { ...leaves, [memberPath("units", target.record)]: 1 } };
  return { record: node.record, values: { department: target.record } };
};

/** What takes a person out of where they stand. */
export const takeOut = (node: OrgNode): OrgMove | null => {
  if (node.type !== "person" || node.unit === null) return null;
  return { record: node.record, values: node.also ? { [memberPath("units", node.unit)]: null } : { department: null } };
};

/** Where a unit or a person can go, from top to bottom. */
export const placesFor = (node: OrgNode, nodes: readonly OrgNode[]): readonly OrgNode[] => nodes.filter((target) => moveInto(node, target) !== null);
