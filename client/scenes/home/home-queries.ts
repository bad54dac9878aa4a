import { inPlay } from "#domain/entities/opportunity/stages.ts";
import type { Query } from "#domain/query/query.ts";
import type { Filter } from "#domain/schema/entity.ts";

export type Whose = "mine" | "all";

export const isWhose = (value: string | null): value is Whose => value === "mine" || value === "all";

const owned = (whose: Whose): readonly Filter[] => (whose === "mine" ? [{ field: "owner", is: "equals", value: "me" }] : []);

/** Open opportunities to be signed within 30 days or overdue, the most urgent first. */
export const closingSoon = (whose: Whose): Query => ({
  kind: "opportunity",
  filter: {
    all: [...owned(whose), ...inPlay, { field: "expectedSignDate", is: "atMost", value: { days: 30 } }],
  },
  sort: [{ by: "expectedSignDate" }],
});

export const recentFollowUps = (whose: Whose): Query => {
  const [filter] = owned(whose);
  return { kind: "followUp", ...(filter ? { filter } : {}), sort: [{ by: "at", down: true }] };
};

/** Hottest first. */
export const hotCustomers = (whose: Whose): Query => ({
  kind: "customer",
  filter: { all: [...owned(whose), { field: "hotLevel", is: "filled" }] },
  sort: [{ by: "hotLevel", down: true }, { by: "name" }],
});

/** Customers nobody has followed up for 30 days, those just lost from sight first; those that are no customers any more are left out. */
export const quietCustomers = (whose: Whose): Query => ({
  kind: "customer",
  filter: {
    all: [...owned(whose), { field: "category", is: "not", value: ["invalid", "competitor"] }, { field: "daysSinceFollowUp", is: "above", value: 30 }],
  },
  sort: [{ by: "daysSinceFollowUp" }],
});

export const newThisWeek = (whose: Whose): Query => ({
  kind: "opportunity",
  filter: { all: [...owned(whose), { field: "created", is: "within", value: { days: -7 } }] },
  sort: [{ by: "created", down: true }],
});

/** Whether there is anything yet to show a day's work of. */
export const anyCustomer: Query = { kind: "customer" };
