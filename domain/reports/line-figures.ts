import type { Right } from "#domain/policy/right.ts";
import { multiply, type Decimal } from "#domain/schema/decimal.ts";
import type { Entity, LineRow } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import type { QueryContext } from "#domain/query/context.ts";
import { unitsOf, type Units } from "#domain/query/exact-sum.ts";
import type { Exactly } from "./gather.ts";
import { lineAmount } from "#domain/entities/order/line-amount.ts";

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

interface ProductCost {
  readonly text: Decimal;
  readonly units: Units | null;
}

/**
 * Quantity × the product's cost, unrounded; null when the cost is not known or not readable. Several figures ask about a line
 * one after the other, so the last answer is kept.
 */
export const costReader = (context: QueryContext): ((line: LineRow) => Exactly | null) => {
  const costs = new Map<string, ProductCost | null>();
  const costOf = (product: string): ProductCost | null => {
    const known = costs.get(product);
    if (known !== undefined) return known;
    const cost = context.row(product)?.cost;
    const found = typeof cost === "string" ? { text: cost, units: unitsOf(cost) } : null;
    costs.set(product, found);
    return found;
  };
  const costOfLine = (line: LineRow): Exactly | null => {
    const cost = typeof line.product === "string" ? costOf(line.product) : null;
    if (cost === null) return null;
    const quantity = typeof line.quantity === "string" ? line.quantity : "0";
    const many = cost.units && unitsOf(quantity);
    const units = many && cost.units ? many.units * cost.units.units : Number.NaN;
    if (many && cost.units && Number.isSafeInteger(units)) return { units, scale: many.scale + cost.units.scale };
    return { exact: multiply(quantity, cost.text) };
  };
  let last: { readonly line: LineRow; readonly cost: Exactly | null } | null = null;
  return (line) => {
    if (last?.line !== line) last = { line, cost: costOfLine(line) };
    return last.cost;
  };
};

/** The facet that holds what products of these lines cost. */
export const costFacet = (entity: Entity, list: string, context: QueryContext): Right | undefined => {
  const product = entity.lines?.[list]?.fields.product;
  return product?.kind === "ref" ? context.entity(product.to)?.fields.cost?.facet : undefined;
};
