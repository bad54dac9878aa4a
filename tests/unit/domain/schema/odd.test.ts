import { describe, expect, it } from "vitest";
import { oddFormat } from "#domain/schema/odd.ts";
import type { Field } from "#domain/schema/field.ts";

const email: Field = { kind: "text", format: "email" };
const phone: Field = { kind: "text", format: "phone" };
const url: Field = { kind: "text", format: "url" };

describe("texts that do not look like what they should be", () => {
  it.each([
    [email, "ann.example.com"],
    [email, "ann@"],
    [email, "ann@example"],
    [email, "a@b.cn; bob"],
    [phone, "abc"],
    [phone, "12"],
    [phone, "ask for 3"],
    [url, "our homepage"],
    [url, "example"],
    [url, "ann@example.com"],
  ])("[CO-01] %o with %s is pointed out", (field, text) => {
    expect(oddFormat(field, text)).toBe(field.kind === "text" ? field.format : "");
  });

  it.each([
    [email, "ann@example.com"],
    [email, " 김@회사.한국 "],
    [email, "a@b.cn；b@b.cn"],
    [phone, "+86 (21) 5555-0000 转 12"],
    [phone, "02-123-4567 ext. 8"],
    [phone, "１３８００１３８０００"],
    [phone, "110"],
    [url, "example.com/a?b=1"],
    [url, "https://例子.中国"],
    [url, null],
    [phone, ""],
    [{ kind: "text" } as Field, "abc"],
  ])("[CO-01] %o with %s is left alone", (field, text) => {
    expect(oddFormat(field, text)).toBeNull();
  });
});
