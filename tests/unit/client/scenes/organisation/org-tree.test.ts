import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { moveInto, placesFor, takeOut } from "#client/scenes/organisation/org-move.ts";
import { orgTree, unfolded, type OrgNode } from "#client/scenes/organisation/org-tree.ts";

const dep = (key: string) => recordId("department", key);
const user = (key: string) => recordId("user", key);
const LINES = recordId("dimension", "lines");
const row = (id: Row["id"], values: object): Row => ({ id, ...values }) as Row;

const company = {
  departments: [
    row(dep("west"), { name: "West", parent: dep("top") }),
    row(dep("top"), { name: "Top" }),
    row(dep("east"), { name: "East", parent: dep("top") }),
    row(dep("port"), { name: "Port", parent: dep("east") }),
    row(dep("pumps"), { name: "Pumps", dimension: LINES }),
    row(dep("valves"), { name: "Valves", dimension: LINES }),
  ],
  users: [
    row(user("ann"), { name: "Ann", department: dep("east"), units: [dep("pumps")] }),
    row(user("ben"), { name: "Ben", department: dep("port"), disabled: { by: user("ann"), at: 1 } }),
    row(user("cid"), { name: "Cid" }),
  ],
  dimensions: [row(LINES, { name: "Product lines" })],
};
const treeOf = (more: Partial<typeof company> = {}) =>
  orgTree({ ...company, ...more }, { departments: "Departments", without: "Nowhere" }, (a, b) => a.localeCompare(b));
const drawn = (nodes: readonly OrgNode[]) => nodes.map(({ level, name }) => `${"-".repeat(level - 1)}${name}`);
const nodes = treeOf();
const at = (name: string, parent = ""): OrgNode => {
  const found = nodes.find((node) => node.name === name && (node.parent ?? "").endsWith(parent));
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe("the tree of the organisation", () => {
  it("[OG-11] [OG-04] shows departments of any depth with their people, each dimension, and who is nowhere", () => {
    expect(drawn(nodes)).toEqual([
      "Departments", "-Top", "--East", "---Ann", "---Port", "----Ben", "--West",
      "Product lines", "-Pumps", "--Ann", "-Valves",
      "Nowhere", "-Cid",
    ]);
    expect(at("Ann", "pumps")).toMatchObject({ type: "person", also: true });
    expect(at("Ben")).toMatchObject({ disabled: true, also: false });
    expect(at("East")).toMatchObject({ people: 1 });
  });

  it("[OG-11] draws nothing within what is folded", () => {
    expect(drawn(unfolded(nodes, new Set([at("East").key])))).toEqual(["Departments", "-Top", "--East", "--West", "Product lines", "-Pumps", "--Ann", "-Valves", "Nowhere", "-Cid"]);
  });

  it("[OG-11] keeps units in sight whose way up ends nowhere or in a circle", () => {
    const departments = [
      row(dep("a"), { name: "A", parent: dep("b") }),
      row(dep("b"), { name: "B", parent: dep("a") }),
      row(dep("c"), { name: "C", parent: dep("b") }),
      row(dep("d"), { name: "D", parent: dep("gone") }),
    ];
    expect(drawn(treeOf({ departments, users: [], dimensions: [] }))).toEqual(["Departments", "-A", "--B", "---C", "-D"]);
  });

  it("[OG-11] a department moves within its tree, never into itself or below", () => {
    expect(moveInto(at("Port"), at("West"))).toEqual({ record: dep("port"), values: { parent: dep("west") } });
    expect(moveInto(at("Port"), at("Departments"))).toEqual({ record: dep("port"), values: { parent: null } });
    expect(moveInto(at("Top"), at("Port"))).toBe(null);
    expect(moveInto(at("Port"), at("East"))).toBe(null);
    expect(moveInto(at("Port"), at("Pumps"))).toBe(null);
    expect(placesFor(at("East"), nodes).map(({ name }) => name)).toEqual(["Departments", "West"]);
  });

  it("[OG-11] [OG-20] a person moves to a department, joins units of a dimension, and moves between them", () => {
    expect(moveInto(at("Ann", "east"), at("West"))).toEqual({ record: user("ann"), values: { department: dep("west") } });
    expect(moveInto(at("Ann", "east"), at("Valves"))).toEqual({ record: user("ann"), values: { [`set/units/${dep("valves")}`]: 1 } });
    expect(moveInto(at("Ann", "pumps"), at("Valves"))).toEqual({ record: user("ann"), values: { [`set/units/${dep("pumps")}`]: null, [`set/units/${dep("valves")}`]: 1 } });
    expect(moveInto(at("Cid"), at("Top"))).toEqual({ record: user("cid"), values: { department: dep("top") } });
    expect(moveInto(at("Cid"), at("Departments"))).toBe(null);
    expect(takeOut(at("Ann", "pumps"))).toEqual({ record: user("ann"), values: { [`set/units/${dep("pumps")}`]: null } });
    expect(takeOut(at("Ann", "east"))).toEqual({ record: user("ann"), values: { department: null } });
    expect(takeOut(at("Cid"))).toBe(null);
  });
});
