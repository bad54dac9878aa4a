import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import { networkOf, plainAddress } from "#sync-server/entrance/from.ts";
import { createRestrictions, isHours, isMobile, isNetwork } from "#sync-server/entrance/restrictions.ts";
import { seedCommit } from "#sync-server/seed.ts";
import { ANYWHERE } from "#sync-server/storage/entrance.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import { createThrottle } from "#sync-server/throttle.ts";
import { createSettableClock } from "#tests/unit/sync-server/company.ts";

const ANNA = recordId("user", "anna");

const barredAt = async (limits: Partial<typeof ANYWHERE>, at: string, address: string | null = "10.1.2.3") => {
  const storage = createMemoryStorage();
  await storage.commit(seedCommit(await storage.counters(), [{ id: recordId("workspace", "main"), values: { name: "W", zone: "Asia/Shanghai" }, at: 1, by: ANNA }]));
  const restrictions = createRestrictions(storage, createSettableClock(Date.parse(at)));
  await restrictions.save(ANNA, { ...ANYWHERE, ...limits });
  return restrictions.barred(ANNA, address === null ? null : { address });
};

describe("restrictions", () => {
  it("[A-17] hours are those of the workspace's zone, and run past midnight", async () => {
    const office = { hours: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" }] };
    // The 23rd of November 2026 is a Monday; Shanghai is eight hours ahead.
    expect(await barredAt(office, "2026-11-23T01:00:00Z")).toBeNull();
    expect(await barredAt(office, "2026-11-23T00:59:00Z")).toBe("outsideHours");
    expect(await barredAt(office, "2026-11-23T10:00:00Z")).toBe("outsideHours");
    const night = { hours: [{ days: [1], from: "22:00", to: "06:00" }] };
    expect(await barredAt(night, "2026-11-23T21:00:00Z")).toBeNull();
    expect(await barredAt(night, "2026-11-22T21:00:00Z")).toBe("outsideHours");
    expect(await barredAt({ hours: [{ days: [7], from: "20:00", to: "24:00" }] }, "2026-11-22T15:59:00Z")).toBeNull();
  });

  it("[A-17] networks are v4 and v6, single or in blocks; v4 within v6 is v4", async () => {
    const at = "2026-11-23T01:00:00Z";
    const networks = ["10.1.0.0/16", "192.0.2.7", "2001:db8:1::/48"];
    for (const address of ["10.1.255.1", "192.0.2.7", plainAddress("::ffff:10.1.0.9"), "2001:db8:1:2::3"]) expect(await barredAt({ networks }, at, address)).toBeNull();
    for (const address of ["10.2.0.1", "192.0.2.8", "2001:db8:2::1", "", "somewhere"]) expect(await barredAt({ networks }, at, address)).toBe("outsideNetwork");
    expect(await barredAt({ networks }, at, null)).toBeNull();
  });

  it("[A-17][OG-13] a phone or tablet is told by what it says it is", () => {
    const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    const tablet = "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    const laptop = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
    expect([iphone, tablet, laptop, ""].map(isMobile)).toEqual([true, true, false, false]);
  });

  it("[A-17] what is neither hours nor a network is not taken", () => {
    expect([{ days: [], from: "08:00", to: "09:00" }, { days: [8], from: "08:00", to: "09:00" }, { days: [1], from: "8:00", to: "09:00" }, { days: [1], from: "08:00", to: "08:00" }].map(isHours)).toEqual([false, false, false, false]);
    expect(["10.0.0.0/33", "10.0.0/8", "::1/129", "a.example", "", "10.0.0.0/8/8"].map(isNetwork)).toEqual(Array.from({ length: 6 }, () => false));
  });
});

describe("a throttle", () => {
  it("[A-02] counts whoever has one v6 address as their whole /64", () => {
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0");
    expect(networkOf("2001:0DB8:0:0:ffff::9")).toBe("2001:db8:0:0");
    expect(networkOf("::1")).toBe("0:0:0:0");
    expect(networkOf("10.1.2.3")).toBe("10.1.2.3");
  });

  it("[A-02] waits a quarter of an hour at most, and forgets one try as often", () => {
    const clock = createSettableClock(0);
    const throttle = createThrottle(clock, 2);
    for (let round = 0; round < 30; round += 1) throttle.tried("a");
    expect(throttle.wait("a")).toBe(15 * 60_000);
    clock.pass(29 * 15 * 60_000);
    throttle.tried("a");
    expect(throttle.wait("a")).toBe(1_000);
    throttle.succeeded("a");
    throttle.tried("a");
    expect(throttle.wait("a")).toBe(0);
  });
});
