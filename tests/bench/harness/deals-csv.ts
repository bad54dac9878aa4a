import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { ImportMap } from "#domain/transfer/import-map.ts";
import { demoRows } from "./demo-rows.ts";

const COLUMNS = [
  ["Deal no.", "externalNo"],
  ["Subject", "subject"],
  ["Account", "customer"],
  ["Type", "type"],
  ["Stage", "stage"],
  ["Probability", "probability"],
  ["Amount", "expectedAmount"],
  ["Expected on", "expectedSignDate"],
  ["Found on", "discoveredOn"],
  ["Source", "source"],
  ["Budget", "budget"],
  ["Note", "stageNote"],
] as const;

/** How the columns of `dealsCsv` become opportunities, recognised again by their number. */
export const DEALS_MAP: ImportMap = {
  version: 1,
  entity: "opportunity",
  key: ["externalNo"],
  columns: COLUMNS.map(([heading, to]) => ({ heading, to, ...(to === "customer" ? { missing: "create" as const } : {}) })),
};

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const cellOf = (row: Row, field: string, customers: ReadonlyMap<string, string>, at: number): string => {
  if (field === "externalNo") return `D-${at}`;
  if (field === "customer") return customers.get(textOf(row, "customer") ?? "") ?? "";
  // Numbers of this size and with a fraction throughout, so that every row has something to convert.
  if (field === "expectedAmount") return `${1_000 + ((at * 7_919) % 900_000)}.${String(10 + (at % 90))}`;
  // No two rows are the same deal, and none is one of the sample company's: whoever imports those is asked about each of them.
  if (field === "subject") return `${textOf(row, "subject") ?? ""} ${at}`;
  return textOf(row, field) ?? "";
};

/** Opportunities of the sample company as CSV: 12 columns, `count` rows, numbered `D-<row>`. */
export const dealsCsv = (count: number, seed: number): string => {
  const deals = demoRows("opportunity", Math.min(count, 2_400), seed);
  const customers = new Map(demoRows("customer", 800, seed).map((row) => [row.id as string, textOf(row, "name") ?? ""]));
  const lines = Array.from({ length: count }, (_, at) => {
    const row = deals[at % deals.length] as Row;
    return COLUMNS.map(([, field]) => quoted(cellOf(row, field, customers, at))).join(",");
  });
  return [COLUMNS.map(([heading]) => heading).join(","), ...lines, ""].join("\r\n");
};
