import { expect, type Page } from "@playwright/test";
import { atRelay, field, saved, sharedOpportunity, visit, write, LIN, LONG } from "./app.ts";
import { test } from "./office.ts";

test.describe.configure({ retries: 0 });

/** Names of the tabs' workers at the lock that chooses who holds the connection: the one that has it, and those in line. */
const leaders = (page: Page): Promise<{ readonly held: readonly string[]; readonly inLine: readonly string[] }> =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const names = (locks: readonly LockInfo[]): readonly string[] => locks.filter(({ name }) => name === "tidebook-leader").map(({ clientId }) => clientId ?? "");
    return { held: names(held), inLine: names(pending) };
  });

test("[D-05] [D-06] two tabs show the same, and when the one with the connection is closed the other goes on", async ({ office }) => {
  const url = office.url();
  const opportunity = sharedOpportunity(url);
  const { page: one, context } = await office.person(LIN);
  await visit(one, `${url}/${opportunity}`);
  await expect(field(one, "Competitors")).toBeVisible();
  await expect(saved(one)).toBeVisible({ timeout: LONG });
  const [leader] = (await leaders(one)).held;

  const two = await context.newPage();
  await visit(two, `${url}/${opportunity}`);
  await expect(field(two, "Competitors")).toBeVisible();
  await expect(saved(two)).toBeVisible();
  await expect.poll(async () => (await leaders(two)).inLine.length).toBe(1);
  const before = await leaders(two);
  expect(before.held).toEqual([leader]);

  await write(one, "Competitors", "From the first tab");
  await expect(field(two, "Competitors")).toHaveValue("From the first tab");
  await write(two, "Provided by", "From the second tab");
  await expect(field(one, "Provided by")).toHaveValue("From the second tab");

  await one.close();
  await expect.poll(async () => (await leaders(two)).held).toEqual(before.inLine);
  await write(two, "Competitors", "From the tab that is left");
  await expect(saved(two)).toBeVisible({ timeout: LONG });
  await expect.poll(() => atRelay(url, "opportunity", "competitors='From the tab that is left'", "competitors,provider")[0]).toMatchObject({ id: opportunity, provider: "From the second tab" });
});
