import type { Row } from "#domain/schema/entity.ts";
import { createFormats } from "#client/i18n/format.ts";
import { createFill, type Message, type Params } from "#client/i18n/message.ts";
import { messages } from "#client/i18n/messages/en.ts";
import { createReportWords } from "#client/reports/report-words.ts";
import { contextOf, createMemorySource, mark, rowOf } from "#tests/unit/domain/query/memory-source.ts";

const deal = (id: string, stage: string, amount: string | null, found: string, more: Record<string, unknown> = {}): Row =>
  rowOf("opportunity", id, { subject: id, stage, status: "open", discoveredOn: found, owner: "user/an", source: "website", ...(amount ? { expectedAmount: amount } : {}), ...more });

const line = (key: string, product: string, quantity: string, unitPrice: string) => ({ key, added: mark("2026-01-01"), product, quantity, unitPrice });

/** Two people in two departments, one below the other, and what they sell. */
export const ROWS: readonly Row[] = [
  rowOf("department", "east", { name: "East" }),
  rowOf("department", "harbour", { name: "Harbour", parent: "department/east" }),
  rowOf("user", "an", { name: "An", department: "department/east" }),
  rowOf("user", "bo", { name: "Bo", department: "department/harbour" }),
  rowOf("customer", "acme", { name: "Acme" }),
  rowOf("product", "pump", { name: "Pump", cost: "60" }),
  rowOf("product", "valve", { name: "Valve" }),
  deal("a", "prospecting", "100.10", "2026-01-15", { commitment: "best", expectedSignDate: "2026-12-01", probability: "10" }),
  deal("b", "proposal", "200", "2026-03-02", { owner: "user/bo", source: null, commitment: "committed", expectedSignDate: "2026-12-24", probability: "60" }),
  deal("c", "proposal", "50", "2026-03-30", { commitment: "likely", expectedSignDate: "2027-01-05", probability: "60" }),
  deal("d", "won", "1000", "2025-03-09", { owner: "user/bo" }),
  deal("e", "lost", null, "2026-03-11", { source: "referral" }),
  rowOf("order", "one", { subject: "One", customer: "customer/acme", owner: "user/an", date: "2026-02-01", orderStatus: "confirmed", lines: [line("1", "product/pump", "2", "100"), line("2", "product/valve", "1", "30")] }),
];

export const source = createMemorySource(ROWS);
export const context = contextOf(source);

const fill = createFill("en");
const t = (key: string, params?: Params): string => {
  const message: Message | undefined = (messages as Readonly<Record<string, Message>>)[key];
  if (message === undefined) throw new Error(`no message ${key}`);
  return fill(message, params);
};
const find = (key: string, params?: Params): string | undefined => (key in messages ? t(key, params) : undefined);

const titles = new Map(ROWS.map((row) => [row.id as string, String(row.name ?? row.subject)]));

export const words = createReportWords({ t, find, formats: () => createFormats("en", "en-GB"), locale: () => "en" }, (id) => titles.get(id) ?? null, () => "CNY");
export const english = { t, words };
