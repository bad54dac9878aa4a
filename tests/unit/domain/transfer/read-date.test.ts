import { describe, expect, it } from "vitest";
import { dateEvidence, readDay, readInstant, type DateOrder } from "#domain/transfer/read-date.ts";

const day = (text: string, order: DateOrder = "ymd"): string => {
  const read = readDay(text, order);
  return read.ok ? read.value : read.error.reason;
};

describe("reading a day", () => {
  it.each([
    ["2024-03-05", "ymd", "2024-03-05"],
    ["2024/3/5", "ymd", "2024-03-05"],
    ["2024.03.05.", "ymd", "2024-03-05"],
    ["2024. 3. 5", "ymd", "2024-03-05"],
    ["２０２４年３月５日", "ymd", "2024-03-05"],
    ["2024年3月5号", "ymd", "2024-03-05"],
    ["2024년 3월 5일", "ymd", "2024-03-05"],
    ["20240305", "ymd", "2024-03-05"],
    ["05/03/2024", "dmy", "2024-03-05"],
    ["05.03.24", "dmy", "2024-03-05"],
    ["3/5/2024", "mdy", "2024-03-05"],
    ["5 Mar 2024", "ymd", "2024-03-05"],
    ["March 5, 2024", "ymd", "2024-03-05"],
    ["2024-03-05T18:04:34.666+00:00", "ymd", "2024-03-05"],
    ["2024-03-05 14:39:58", "ymd", "2024-03-05"],
    ["05/03/2024 2:30 PM", "dmy", "2024-03-05"],
    ["45356", "excel", "2024-03-05"],
    ["45356.0", "excel", "2024-03-05"],
  ] as const)("[I-05] %s in a column of %s", (text, order, expected) => expect(day(text, order)).toBe(expected));

  it("[I-05] a date that the calendar does not have is a fault, never moved", () => {
    expect(day("2023-02-29")).toBe("noSuchDay");
    expect(day("2024-02-29")).toBe("2024-02-29");
    expect(day("31/04/2024", "dmy")).toBe("noSuchDay");
    expect(day("2024年13月1日")).toBe("noSuchDay");
  });

  it("[I-05] a date in another order than its column's is a fault", () => {
    expect(day("13/01/2024", "mdy")).toBe("dayOrder");
    expect(day("01/13/2024", "dmy")).toBe("dayOrder");
    expect(day("03/04/2024", "ymd")).toBe("dayOrder");
  });

  it.each(["tomorrow", "", "2024", "12/2024", "1.5", "2024-03-05 25:00", "Foo 5, 2024"])("[I-05] %j is no date", (text) => expect(day(text, "dmy")).toBe("notDay"));

  it("[I-05] a time without a zone is the user's own", () => {
    expect(readInstant("2024-03-05 09:00", "ymd", 540)).toEqual({ ok: true, value: Date.parse("2024-03-05T00:00:00Z") });
    expect(readInstant("2024-03-05T09:00:00+09:00", "ymd", 0)).toEqual({ ok: true, value: Date.parse("2024-03-05T00:00:00Z") });
    expect(readInstant("2024년 3월 5일 오후 2:30", "ymd", 540)).toEqual({ ok: true, value: Date.parse("2024-03-05T05:30:00Z") });
  });
});

describe("the order of day and month", () => {
  it("[I-05] is decided by the column as a whole", () => {
    expect(dateEvidence(["03/04/2024", "25/04/2024", "01/02/2024"])).toMatchObject({ order: "dmy", ambiguous: false, share: 1 });
    expect(dateEvidence(["03/04/2024", "04/25/2024"])).toMatchObject({ order: "mdy", ambiguous: false });
  });

  it("[I-05] is called ambiguous when every value fits both", () => {
    expect(dateEvidence(["03/04/2024", "05/06/2024"])).toMatchObject({ order: "mdy", ambiguous: true });
    expect(dateEvidence(["03/04/2024"], "dmy")).toMatchObject({ order: "dmy", ambiguous: true });
  });

  it("[I-05] one date that does not exist does not sway it", () => {
    expect(dateEvidence(["30/01/2024", "31/02/2024", "15/03/2024"])).toMatchObject({ order: "dmy", ambiguous: false });
  });
});
