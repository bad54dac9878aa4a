import type { DeriveContext, Row } from "#domain/schema/entity.ts";

/** 1 when the contact's birthday falls in the current month, else 0. */
export const birthMonthIsNow = (row: Row, { today }: DeriveContext): number =>
  typeof row.birthday === "string" && row.birthday.slice(5, 7) === today.slice(5, 7) ? 1 : 0;
