import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createLooked } from "#client/replica/looked.ts";

const ACME = recordId("customer", "acme");
const row = (values: Readonly<Record<string, string | number | readonly string[]>>): Row => ({ id: ACME, ...values }) as Row;
const local = (stored: string | null = null) => ({ getLocal: async () => stored, setLocal: async () => true });
const parts = (looked: ReturnType<typeof createLooked>, present: Row) => [...looked.since(present)].sort();

describe("what has changed since somebody looked", () => {
  it("[T-07] names the parts of the page that differ, sets as a whole, and nothing of a record that was never opened", () => {
    const looked = createLooked(local());
    const seen = row({ name: "Acme", phone: "1", readers: ["user/ann"] });
    expect(parts(looked, seen)).toEqual([]);
    looked.look(seen);
    expect(parts(looked, seen)).toEqual([]);
    expect(parts(looked, row({ name: "Acme Ltd", phone: "1", readers: ["user/ann", "user/ben"] }))).toEqual(["name", "readers"]);
    expect(parts(looked, row({ name: "Acme", readers: ["user/ann"] }))).toEqual(["phone"]);
  });

  it("[T-07] what the person wrote elsewhere is no news, what others wrote in the same record is", () => {
    const looked = createLooked(local());
    looked.look(row({ name: "Acme", phone: "1" }));
    const present = row({ name: "Acme Ltd", phone: "2" });
    looked.wrote(present, ["phone"]);
    expect(parts(looked, present)).toEqual(["name"]);
  });

  it("[T-07] is remembered on the device for the records looked at last", async () => {
    let stored: string | null = null;
    const kept = { getLocal: async () => stored, setLocal: async () => true };
    const looked = createLooked(kept);
    await Promise.resolve();
    looked.look(row({ name: "Acme" }));
    stored = JSON.stringify([[ACME, { name: 1 }]]);
    const again = createLooked(kept);
    await Promise.resolve();
    expect(again.knows(ACME)).toBe(true);
    expect(parts(again, row({ name: "Acme" }))).toEqual(["name"]);
    const broken = createLooked(local("{"));
    await Promise.resolve();
    expect(parts(broken, row({ name: "Acme" }))).toEqual([]);
  });
});
