import { describe, expect, it } from "vitest";
import { groupUnknown } from "#workers/transfer/group-unknown.ts";

describe("what rows share that is not known here", () => {
  const columns = [{ heading: "stage", to: "stage" }, { heading: "agent", to: "owner" }];
  const issue = (line: number, reason: "notOption" | "unknownReference" | "notDay", column: string, to: string, text: string) => ({ level: "error" as const, line, column, to, reason, text });

  it("[I-03] unknown options are gathered text by text, unknown names column by column, the commonest first", () => {
    const groups = groupUnknown(
      [
        issue(2, "notOption", "stage", "stage", "Frozen"),
        issue(3, "notOption", "stage", "stage", "Frozen "),
        issue(4, "notOption", "stage", "stage", "Later"),
        issue(5, "unknownReference", "agent", "owner", "A"),
        issue(6, "unknownReference", "agent", "owner", "B"),
        issue(7, "unknownReference", "agent", "owner", "C"),
        issue(8, "notDay", "day", "expectedSignDate", "x"),
      ],
      columns,
    );
    expect(groups.map(({ is, text, texts, rows }) => [is, text, texts, rows])).toEqual([
      ["reference", "A", 3, 3],
      ["option", "Frozen", 1, 2],
      ["option", "Later", 1, 1],
    ]);
  });
});
