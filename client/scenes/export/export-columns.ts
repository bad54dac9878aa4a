import type { Day } from "#domain/clock.ts";
import type { ListField } from "#client/query/list-fields.ts";

export interface ExportColumn {
  readonly path: string;
  readonly label: string;
  /** Shown in the list, so chosen at first. */
  readonly shown: boolean;
}

/** Everything that can be exported: the list's columns in their order, then the others, then the record's own id. */
export const exportColumns = (known: readonly ListField[], shown: readonly string[]): readonly ExportColumn[] => {
  const own = known.filter(({ from }) => from !== "behind");
  const first = shown.flatMap((path) => own.find((field) => field.path === path) ?? []);
  const rest = own.filter(({ path }) => !shown.includes(path));
  return [
    ...first.map(({ path, label }) => ({ path, label, shown: true })),
    ...rest.map(({ path, label }) => ({ path, label, shown: false })),
    { path: "id", label: "ID", shown: false },
  ];
};

/** `Customers 2026-11-22.csv`, without what file systems do not take. */
export const exportFileName = (name: string, today: Day): string => `${name.replaceAll(/[\\/:*?"<>|]/g, " ").trim()} ${today}.csv`;
