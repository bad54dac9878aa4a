/** Kinds whose lists have charts: those that the catalogue of reports names, told without reading it. */
export const CHARTED: ReadonlySet<string> = new Set(["customer", "opportunity", "order", "followUp"]);
