import { describe, expect, it } from "vitest";
import { contact } from "#domain/entities/contact/contact.ts";
import { customer } from "#domain/entities/customer/customer.ts";
import { recordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import { createSimilar, tellingFields } from "#domain/transfer/similar.ts";

const rows = (...values: Readonly<Record<string, string>>[]): Row[] => values.map((each, n) => ({ id: recordId("customer", `000000000000000${n}`), ...each }));
const found = (field: string, text: string, all: readonly Row[]) => createSimilar(customer, field)(text, all, 5).map((row) => row["name"]);

describe("what is there already", () => {
  it("[DM-12] a name of another legal form is the same, and comes before similar ones", () => {
    const all = rows({ name: "Acme Technologies Group" }, { name: "ACME Technologies Co., Ltd." }, { name: "Acorn Inc." });
    expect(found("name", "acme technologies gmbh", all)).toEqual(["ACME Technologies Co., Ltd.", "Acme Technologies Group"]);
    expect(found("name", "华信电子", rows({ name: "华信电子有限公司" }, { name: "华信" }, { name: "华" }))).toEqual(["华信电子有限公司", "华信"]);
  });

  it("[DM-12] too little of a name is similar to nothing", () => {
    expect(found("name", "Ac", rows({ name: "Acme" }))).toEqual([]);
    expect(found("name", " ", rows({ name: "Acme" }))).toEqual([]);
  });

  it("[DM-12] a telephone number is compared by its digits, and never by its beginning", () => {
    const all = rows({ name: "A", phone: "+86 21 5555 0101" }, { name: "B", phone: "021-5555010" });
    expect(found("phone", "021-55550101", all)).toEqual(["A"]);
  });

  it("[DM-12] the recycle bin is left out, and fields that tell nothing are not looked at", () => {
    const gone: Row = { id: recordId("customer", "0000000000000009"), name: "Acme", deleted: { by: recordId("user", "0000000000000001"), at: 1 } };
    expect(createSimilar(customer, "name")("Acme", [gone], 5)).toEqual([]);
    expect(tellingFields(customer)).toEqual(["name", "phone"]);
    expect(tellingFields(contact)).toEqual(["mobile", "email", "name"]);
  });
});
