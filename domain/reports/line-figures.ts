import type { Right } from "#domain/policy/right.ts";
import { multiply, type Decimal } from "#domain/schema/decimal.ts";
import type { Cell, Entity, LineRow } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import type { QueryContext } from "#domain/query/context.ts";
import type { Units } from "#domain/query/exact-sum.ts";
import { unitsAt, type LineAmount } from "./facts.ts";
import type { Exactly } from "./gather.ts";
import { lineAmount, quickCents } from "#domain/entities/order/line-amount.ts";

/** Figures of a line that no field holds. */
export const LINE_FIGURES = ["revenue", "cost", "margin", "marginPercent", "revenueWithoutCost"] as const;
export type LineFigure = (typeof LINE_FIGURES)[number];

/** Lines that sell something: a product, a quantity and a price. */
export const isSalesList = (fields: Readonly<Record<string, Field>> | undefined): boolean =>
  fields?.product?.kind === "ref" && fields.quantity !== undefined && fields.unitPrice !== undefined && fields.discount !== undefined;

const revenues = new WeakMap<LineRow, Decimal>();

/** Remembered per line: a line's amount follows from the line alone, and a changed line is a new object. */
export const revenueOf = (line: LineRow): Decimal => {
  const known = revenues.get(line);
  if (known !== undefined) return known;
  const revenue = lineAmount(line);
  revenues.set(line, revenue);
  return revenue;
};

/** Each line once. */
export const ONE: LineAmount = { name: "one", scale: 0, units: () => 1, from: { fields: [], of: () => 1 } };

const PLACES = 4;
/** What is absent is none. */
const orNone = (units: number): number => (Number.isNaN(units) ? 0 : units);

/** Amounts of lines are rounded to hundredths. */
export const REVENUE: LineAmount = {
  name: "revenue",
  scale: 2,
  units: (line) => unitsAt(revenueOf(line), 2),
  from: {
    fields: [["quantity", PLACES], ["unitPrice", PLACES], ["discount", PLACES]],
    of: ([quantity = 0, unitPrice = 0, discount = 0]) => quickCents(fewest(orNone(quantity)), fewest(orNone(unitPrice)), fewest(orNone(discount))) ?? Number.POSITIVE_INFINITY,
  },
};

/** The same amount in the fewest places, as a decimal is written. */
const fewest = (units: number): Units => {
  let [left, scale] = [units, PLACES];
  while (scale > 0 && left % 10 === 0) {
    left /= 10;
    scale -= 1;
  }
  return { units: left, scale };
};

const quantityOf = (line: LineRow): Decimal => (typeof line.quantity === "string" ? line.quantity : "0");

/** A line without a quantity sells nothing, and that costs nothing. */
export const QUANTITY: LineAmount = {
  name: "quantity or none",
  scale: PLACES,
  units: (line) => unitsAt(quantityOf(line), PLACES),
  from: { fields: [["quantity", PLACES]], of: ([quantity = 0]) => orNone(quantity) },
};

export const COST_SCALE = 4;

/** What products cost. */
export interface Costs {
  readonly knows: (product: Cell) => boolean;
  /** NaN where the cost is not known or not readable, infinite where it does not fit. */
  readonly units: (product: Cell) => number;
  /** Quantity × the product's cost, unrounded; null when that is not known. */
  readonly ofLine: (line: LineRow) => Exactly | null;
}

/** Asked about the same few products over and over, so each is looked up once. */
export const createCosts = (context: QueryContext): Costs => {
  const costs = new Map<string, { readonly text: Decimal; readonly units: number } | null>();
  const costOf = (product: Cell) => {
    if (typeof product !== "string") return null;
    const known = costs.get(product);
    if (known !== undefined) return known;
    const cost = context.row(product)?.cost;
    const found = typeof cost === "string" ? { text: cost, units: unitsAt(cost, COST_SCALE) } : null;
    costs.set(product, found);
    return found;
  };
  return {
    knows: (product) => costOf(product) !== null,
    units: (product) => costOf(product)?.units ?? Number.NaN,
    ofLine: (line) => {
      const cost = costOf(line.product);
      if (cost === null) return null;
      const units = QUANTITY.units(line) * cost.units;
      return Number.isSafeInteger(units) ? { units, scale: QUANTITY.scale + COST_SCALE } : { exact: multiply(quantityOf(line), cost.text) };
    },
  };
};

/** The facet that holds what products of these lines cost. */
export const costFacet = (entity: Entity, list: string, context: QueryContext): Right | undefined => {
  const product = entity.lines?.[list]?.fields.product;
  return product?.kind === "ref" ? context.entity(product.to)?.fields.cost?.facet : undefined;
};
