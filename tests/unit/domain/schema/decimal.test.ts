import { Decimal as Big } from "decimal.js";
import { array, assert, bigInt, integer, property, tuple } from "#tests/properties.ts";
import { describe, expect, it } from "vitest";
import { add, compare, divide, isDecimal, multiply, negate, round, scaleOf, subtract, sum, toDecimal, toFixed } from "#domain/schema/decimal.ts";

const Exact = Big.clone({ precision: 200, rounding: Big.ROUND_HALF_UP, toExpNeg: -100, toExpPos: 100 });

const decimals = tuple(bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), integer({ min: 0, max: 12 }))
  .map(([units, scale]) => new Exact(String(units)).div(new Exact(10).pow(scale)).toFixed())
  .filter(isDecimal);

const places = integer({ min: 0, max: 8 });

/** Without the sign of a zero, which means nothing. */
const plain = (value: Big): string => (value.isZero() ? "0" : value.toFixed());

describe("decimal numbers", () => {
  it("sums, differences and products are exact, in canonical form", () => {
    assert(
      property(decimals, decimals, (a, b) => {
        expect(add(a, b)).toBe(plain(new Exact(a).plus(b)));
        expect(subtract(a, b)).toBe(plain(new Exact(a).minus(b)));
        expect(multiply(a, b)).toBe(plain(new Exact(a).times(b)));
        expect(negate(a)).toBe(plain(new Exact(a).negated()));
        expect(compare(a, b)).toBe(new Exact(a).comparedTo(b));
      }),
    );
  });

  it("a quotient is rounded once, half away from zero; there is none by zero", () => {
    assert(
      property(decimals, decimals, places, (a, b, at) => {
        const expected = b === "0" ? null : plain(new Exact(a).div(b).toDecimalPlaces(at));
        expect(divide(a, b, at)).toBe(expected);
      }),
    );
    expect(divide("1", "8", 2)).toBe("0.13");
    expect(divide("-1", "8", 2)).toBe("-0.13");
    expect(divide("1", "0", 2)).toBeNull();
  });

  it("rounding is half away from zero, and a fixed number of places is filled up", () => {
    assert(
      property(decimals, places, (a, at) => {
        const rounded = new Exact(a).toDecimalPlaces(at);
        expect(round(a, at)).toBe(plain(rounded));
        expect(toFixed(a, at)).toBe(rounded.isZero() ? new Exact(0).toFixed(at) : rounded.toFixed(at));
      }),
    );
  });

  it("a sum of many is exact", () => {
    assert(
      property(array(decimals), (values) => {
        expect(sum(values)).toBe(plain(values.reduce((total, value) => total.plus(value), new Exact(0))));
      }),
    );
    expect(sum([])).toBe("0");
  });

  it("plain notation becomes canonical, anything else is no number", () => {
    const written = { "01234.500": "1234.5", "+7": "7", "12.": "12", ".5": "0.5", "-0.0": "0", "-.25": "-0.25" };
    for (const [text, value] of Object.entries(written)) expect(toDecimal(text)).toBe(value);
    for (const text of ["", ".", "1e3", "0x10", "1,5", "Infinity", " 1", "1".repeat(22)]) expect(toDecimal(text)).toBeNull();
    expect(scaleOf("-3.125")).toBe(3);
  });
});
