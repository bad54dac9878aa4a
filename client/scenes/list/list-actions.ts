import type { Action } from "#client/actions/action.ts";
import { keysOf } from "#client/actions/key-book.ts";
import { setAskedMove } from "#client/pools/asked.ts";
import type { RecordId } from "#domain/id.ts";
import { isPooled } from "#domain/schema/entity.ts";
import type { PersonRights } from "#workers/replica/api.ts";
import type { ListState } from "./list-state.ts";

export interface ListCommands {
  readonly list: ListState;
  readonly search: () => void;
  readonly filter: () => void;
  readonly lookUp: () => void;
  readonly mayExport: boolean;
  readonly exportNow: () => void;
  readonly selectAll: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly claim: () => Promise<void>;
  readonly pools: PersonRights["pools"];
}

/** What can be done to a list, for the palette and the keyboard. */
export const listActions = ({ list, search, filter, lookUp, mayExport, exportNow, selectAll, remove, claim, pools }: ListCommands): readonly Action[] => {
  const isOfPool = (which: readonly RecordId[], selected: readonly RecordId[]): boolean => isPooled(list.entity) && which.length > 0 && selected.length > 0 && list.past.day() === null;
  const isBoard = list.layout() === "board";
  return [
    { id: "list.search", name: "list.searchHere", group: "list", icon: "search", shortcut: keysOf("list.search"), perform: search },
    { id: "list.filter", name: "list.filter", group: "list", icon: "list-filter", shortcut: keysOf("list.filter"), perform: filter },
    { id: "list.lookUp", name: "list.lookUp", group: "list", icon: "search-check", visible: () => list.entity.collision !== undefined, perform: lookUp },
    { id: "list.clear", name: "list.cancelSearch", group: "list", icon: "x", visible: () => list.narrowed(), perform: () => list.clear() },
    {
      id: "list.layout",
      name: isBoard ? "list.showList" : "list.showBoard",
      group: "list",
      icon: isBoard ? "list" : "square-kanban",
      shortcut: keysOf("list.layout"),
      visible: () => list.entity.stages !== undefined,
      perform: () => list.change({ layout: isBoard ? "list" : "board" }),
    },
    {
      id: "list.charts",
      name: list.layout() === "charts" ? "list.showList" : "list.showCharts",
      group: "list",
      icon: list.layout() === "charts" ? "list" : "chart-column",
      shortcut: keysOf("list.charts"),
      visible: () => list.layouts.includes("charts"),
      perform: () => list.change({ layout: list.layout() === "charts" ? "list" : "charts" }),
    },
    { id: "list.selectAll", name: "list.selectAll", group: "list", icon: "check-check", visible: () => list.layout() === "list", perform: () => void selectAll() },
    { id: "list.export", name: "list.export", group: "list", icon: "download", visible: () => mayExport, perform: exportNow },
    { id: "list.claim", name: "pool.claimSelected", group: "list", icon: "hand-grab", shortcut: keysOf("pool.claim"), visible: ({ record, selected }) => record === null && isOfPool(pools.member, selected), perform: () => void claim() },
    { id: "list.release", name: "pool.releaseSelected", group: "list", icon: "inbox", visible: ({ record, selected }) => record === null && isOfPool(pools.member, selected), perform: ({ selected }) => void setAskedMove({ does: "release", records: selected }) },
    { id: "list.assign", name: "pool.assignSelected", group: "list", icon: "user-round-plus", visible: ({ record, selected }) => record === null && isOfPool(pools.manages, selected), perform: ({ selected }) => void setAskedMove({ does: "assign", records: selected }) },
    {
      id: "list.delete",
      name: "list.deleteSelected",
      group: "list",
      icon: "trash",
      danger: true,
      visible: ({ record, selected }) => record === null && selected.length > 0 && list.mayChange(),
      perform: () => void remove(),
    },
  ];
};
