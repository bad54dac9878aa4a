import type { I18n } from "#client/i18n/i18n.tsx";
import { findReport } from "#domain/reports/catalogue.ts";
import { OWN_REPORT } from "./report-settings.ts";

export const reportName = ({ t, find }: Pick<I18n, "t" | "find">, id: string): string =>
  id === OWN_REPORT ? t("report.own") : (find(`report.name.${id}`) ?? id);

/** What a report is one view of; null for those that stand for themselves. */
export const reportGroup = ({ t }: Pick<I18n, "t">, id: string): string | null => {
  const entry = findReport(id);
  return entry?.ask === "table" ? t(`report.group.${entry.group}`) : null;
};

/** A report's name that stands alone: "Margin · By product". */
export const reportTitle = (i18n: Pick<I18n, "t" | "find">, id: string): string =>
  [reportGroup(i18n, id), reportName(i18n, id)].filter(Boolean).join(" · ");
