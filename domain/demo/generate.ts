import type { Instant } from "#domain/clock.ts";
import { addDays, localDay, workdayFrom } from "./calendar.ts";
import { createApprovals } from "./approvals.ts";
import { createCatalogue } from "./catalogue.ts";
import { createCustomers, recordOfCustomer } from "./customers.ts";
import { createDice } from "./dice.ts";
import { createExpenses } from "./expenses.ts";
import { createFollowUps } from "./follow-ups.ts";
import { createOpportunities } from "./opportunities.ts";
import { createAlliances } from "./organisation.ts";
import { createOrders } from "./orders.ts";
import { createPools } from "./pools.ts";
import { createWorld, type DemoRecord } from "./record.ts";
import { createStaff } from "./staff.ts";
import { createViews } from "./views.ts";

export const DEMO_SIZE = { customers: 400, contacts: 900, opportunities: 1200, orders: 600, expenses: 60, followUps: 3500 } as const;

/** Two years and a few weeks: the company's first days with the system lie before its first opportunity. */
const HISTORY_DAYS = 738;

/**
 * The sample workspace: a distributor of industrial and office equipment in Shanghai with Korean and international
 * customers, from its first day until `now`. Pure: the same seed and moment give the same records. In order of time, and
 * nothing refers to a record that comes later.
 */
export const generateDemo = ({ seed, now }: { readonly seed: number; readonly now: Instant }): readonly DemoRecord[] => {
  const dice = createDice(seed);
  const world = createWorld(now, workdayFrom(addDays(localDay(now), -HISTORY_DAYS)), dice);
  const staff = createStaff(world);
  const { articles, records: products } = createCatalogue(world, staff);
  const { customers, contactRecords } = createCustomers(world, staff, DEMO_SIZE.customers, DEMO_SIZE.contacts);
  const { deals, records: opportunities } = createOpportunities(world, staff, customers, articles, DEMO_SIZE.opportunities);
  const { sales, records: orders } = createOrders(world, deals, articles, DEMO_SIZE.orders);
  const followUps = createFollowUps(world, staff, customers, deals, sales, DEMO_SIZE.followUps);
  const profile = dice.fork("profiles");
  const pools = createPools(world, staff, customers);
  const customerRecords = customers.map((customer) => pools.inPool(recordOfCustomer(customer, world, profile)));
  const alliances = createAlliances(world, staff);
  const specials = alliances.find(({ values }) => values["purpose"] === "process");
  const approvals = createApprovals(world, staff, specials?.id ?? staff.boss.id, orders, createExpenses(world, staff, customers, DEMO_SIZE.expenses), [...staff.records, ...alliances]);
  return [...staff.records, ...pools.records, ...products, ...customerRecords, ...contactRecords, ...opportunities, ...approvals.orders, ...approvals.expenses, ...followUps, ...createViews(world, staff), ...alliances, ...approvals.flows].sort((a, b) => a.at - b.at);
};
