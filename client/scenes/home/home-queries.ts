import type { Query } from "#domain/query/query.ts";
import { wholeList, type LinkedList, type Whose } from "#client/query/linked-list.ts";

/** Open opportunities to be signed within 30 days or overdue, the most urgent first. */
export const closingSoon = (whose: Whose): LinkedList => ({ kind: "opportunity", view: "closingSoon", whose });

export const recentFollowUps = (whose: Whose): LinkedList => wholeList("followUp", whose);

/** Hottest first. */
export const hotCustomers = (whose: Whose): LinkedList => ({ kind: "customer", view: "hot", whose });

/** Customers nobody has followed up for 30 days, those just lost from sight first; those that are no customers any more are left out. */
export const quietCustomers = (whose: Whose): LinkedList => ({ kind: "customer", view: "quiet", whose });

export const newThisWeek = (whose: Whose): LinkedList => ({ kind: "opportunity", view: "newThisWeek", whose });

/** Whether there is anything yet to show a day's work of. */
export const anyCustomer: Query = { kind: "customer" };
