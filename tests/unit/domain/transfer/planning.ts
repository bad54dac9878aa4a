import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import type { LineRow, LogRow, Row } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry, Mark } from "#domain/schema/field.ts";
import { createPlanner } from "#domain/transfer/plan.ts";
import type { ImportMap } from "#domain/transfer/import-map.ts";
import type { ImportPlan } from "#domain/transfer/import-plan.ts";
import type { PlanInput } from "#domain/transfer/plan-context.ts";
import { nameColumns, type SheetRow } from "#domain/transfer/sheet.ts";

export const ME = recordId("user", "me");
export const NOW = Date.parse("2026-11-22T03:00:00Z");

/** Keys in order, without chance: the same plan each time. */
export const steadyKeys = () => createKeySource({ now: () => NOW }, { bytes: (size) => new Uint8Array(size) });

export const planInput = (rows: Readonly<Record<string, readonly Row[]>> = {}, more: Partial<PlanInput> = {}): PlanInput => ({
  rowsOf: (kind) => rows[kind] ?? [],
  keys: steadyKeys(),
  me: ME,
  now: NOW,
  offsetMinutes: 0,
  ...more,
});

export const sheet = (headings: readonly string[], ...rows: readonly (readonly string[])[]) => ({
  columns: nameColumns(headings),
  rows: rows.map((cells, at): SheetRow => ({ line: at + 2, cells })),
});

export const planOf = (map: ImportMap, file: ReturnType<typeof sheet>, input = planInput()): ImportPlan => {
  const planner = createPlanner(map, file.columns, input);
  if (!planner.ok) throw new Error(JSON.stringify(planner.error));
  planner.value.add(file.rows);
  return planner.value.finish();
};

/** A planned record as the row that it will be. */
export const toRow = (id: string, values: Readonly<Record<string, FieldValue>>): Row => {
  const row: Record<string, unknown> = { id };
  const lines = new Map<string, Record<string, unknown>>();
  for (const [path, value] of Object.entries(values)) {
    const [kind = "", name = "", key = "", field] = path.split("/");
    if (kind === "set") row[name] = [...((row[name] as string[] | undefined) ?? []), path.slice(`set/${name}/`.length)];
    else if (kind === "log") row[name] = [...((row[name] as LogRow[] | undefined) ?? []), { key, ...(value as LogEntry) }];
    else if (kind === "line") {
      const line = lines.get(`${name}/${key}`) ?? { key };
      if (!lines.has(`${name}/${key}`)) {
        lines.set(`${name}/${key}`, line);
        row[name] = [...((row[name] as LineRow[] | undefined) ?? []), line as unknown as LineRow];
      }
      if (field === undefined) line["added"] = value as Mark;
      else line[field] = value;
    } else row[path] = value;
  }
  return row as unknown as Row;
};

export const rowsOfPlan = (plan: ImportPlan, kind: string): Row[] =>
  [...plan.references, ...plan.creates].filter((record) => record.kind === kind).map(({ id, values }) => toRow(id, values));

export const row = (kind: string, key: string, fields: Readonly<Record<string, unknown>>): Row => ({ id: recordId(kind, key), ...fields }) as unknown as Row;
export const id = (kind: string, key: string): RecordId => recordId(kind, key);
