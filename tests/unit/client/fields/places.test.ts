import { describe, expect, it } from "vitest";
import { placesIn } from "#client/fields/places.ts";
import { createFormats } from "#client/i18n/format.ts";
import { amountChange } from "#client/record/line-changes.ts";
import { keptNumber } from "#client/ui/kept-number.ts";
import { entityOf } from "#domain/entities/registry.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import type { Field } from "#domain/schema/field.ts";
import { checkValue } from "#domain/schema/validate.ts";

const lineField = (kind: string, name: string): Field => entityOf(kind).lines?.["lines"]?.fields[name] ?? { kind: "text" };
const company = { id: WORKSPACE, pricePlaces: 3, quantityPlaces: 0 };

describe("places of prices and quantities", () => {
  it("[OG-13][DM-16] prices and quantities of lines and products take those that the company asks for, and other figures their own", () => {
    for (const kind of ["order", "opportunity"]) {
      expect([placesIn(company, lineField(kind, "unitPrice")), placesIn(company, lineField(kind, "quantity"))]).toEqual([3, 0]);
      expect(placesIn(company, lineField(kind, "discount"))).toBeNull();
    }
    const { fields } = entityOf("product");
    expect([fields["listPrice"], fields["cost"]].map((field) => field && placesIn(company, field))).toEqual([3, 3]);
    expect(placesIn({ id: WORKSPACE }, lineField("order", "unitPrice"))).toBeNull();
    expect([9, -1, "2"].map((pricePlaces) => placesIn({ id: WORKSPACE, pricePlaces }, lineField("order", "unitPrice")))).toEqual([null, null, null]);
  });

  it("[OG-13][DM-16] what is typed is kept to so many places; what is stored is neither shown shorter nor rounded by being typed again", () => {
    expect([keptNumber("2.0456", "1", 2), keptNumber("2.0456", null, 0), keptNumber("12.3456", "12.3456", 2)]).toEqual(["2.05", "2", "12.3456"]);
    const { moneyParts } = createFormats("en");
    expect([moneyParts("12.5", "CNY", 3), moneyParts("12.3456", "CNY", 2), moneyParts("12.5", "CNY"), moneyParts("12", "KRW", 2)].map(({ digits }) => digits)).toEqual(["12.500", "12.3456", "12.50", "12.00"]);
    expect([checkValue(lineField("order", "unitPrice"), "0.0035", "x").ok, checkValue(lineField("order", "unitPrice"), "0.00351", "x").ok]).toEqual([true, false]);
  });

  it("[OG-13] a price that follows from an amount has them too", () => {
    const line = { key: "0mb4wqrd5t9yp00a", added: { by: WORKSPACE, at: 1 }, quantity: "300" };
    expect([amountChange(line, "1"), amountChange(line, "1", 4)]).toEqual([{ unitPrice: "0" }, { unitPrice: "0.0033" }]);
  });
});
