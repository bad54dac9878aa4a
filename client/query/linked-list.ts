import { entityOf } from "#client/replica/seen.ts";
import type { Query } from "#domain/query/query.ts";
import type { Filter } from "#domain/schema/entity.ts";
import type { ListMemory } from "./list-memory.ts";
import { definedSort, listQuery } from "./list-query.ts";
import { ALL_VIEW } from "./list-views.ts";
import { EMPTY_SPEC, type ViewSpec } from "./view-spec.ts";

export type Whose = "mine" | "all";

export const isWhose = (value: unknown): value is Whose => value === "mine" || value === "all";

/**
 * A tab of a kind's list as it comes, of everybody's records or the person's own. A figure that leads to a list is counted by
 * `linkedQuery` and leads to `linkedHref`, so both show the same records.
 */
export interface LinkedList {
  readonly kind: string;
  /** `all` or a preset view. */
  readonly view: string;
  readonly whose: Whose;
}

const MINE: Filter = { field: "owner", is: "equals", value: "me" };

const linkedSpec = ({ kind, view, whose }: LinkedList): ViewSpec => ({ ...EMPTY_SPEC, filter: whose === "mine" ? MINE : null, sort: definedSort(entityOf(kind), view) });

export const linkedQuery = (link: LinkedList): Query => listQuery({ entity: entityOf(link.kind), view: link.view, spec: linkedSpec(link), search: "" });

/** `whose` asks the list to forget how the tab was left. */
export const linkedHref = ({ kind, view, whose }: LinkedList): string => `/${kind}?${new URLSearchParams({ view, whose }).toString()}`;

/** What the list remembers once a link has opened it: nothing typed, filtered or chosen before stands in the way. */
export const openedBy = (link: LinkedList, left: ListMemory): ListMemory => {
  const { [link.view]: _changed, ...changed } = left.changed;
  const { [link.view]: _number, ...numbers } = left.numbers;
  const { columns, frozen } = left;
  const mine = link.whose === "mine" ? { [link.view]: { ...linkedSpec(link), columns, frozen } } : {};
  return { ...left, view: link.view, layout: "list", search: "", page: 0, place: null, selected: [], numbers, changed: { ...changed, ...mine } };
};

export const wholeList = (kind: string, whose: Whose): LinkedList => ({ kind, view: ALL_VIEW, whose });
