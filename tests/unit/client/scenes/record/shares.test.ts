import { describe, expect, it } from "vitest";
import { recordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { sharesOf, shareValues } from "#client/scenes/record/shares.ts";

const [ANN, TEAM] = [recordId("user", "ann"), recordId("group", "team")];
const row = (values: object): Row => ({ id: recordId("customer", "a"), ...values }) as Row;

describe("sharing one record", () => {
  it("[S-07] [OG-28] with people and groups, each at one of two levels", () => {
    expect(shareValues(row({}), ANN, "write")).toEqual({ "set/sharedWith/user/ann": 1 });
    expect(shareValues(row({}), TEAM, "read")).toEqual({ "set/readerGroups/group/team": 1 });
    expect(shareValues(row({ sharedGroups: [TEAM] }), TEAM, "read")).toEqual({ "set/sharedGroups/group/team": null, "set/readerGroups/group/team": 1 });
    expect(shareValues(row({ sharedWith: [ANN], readers: [ANN] }), ANN, null)).toEqual({ "set/sharedWith/user/ann": null, "set/readers/user/ann": null });
    expect(sharesOf(row({ readers: [ANN], sharedWith: [ANN], readerGroups: [TEAM] }))).toEqual([
      { whom: ANN, level: "write" },
      { whom: TEAM, level: "read" },
    ]);
  });
});
