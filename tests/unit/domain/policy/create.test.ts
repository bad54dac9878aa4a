import { expect, it } from "vitest";
import { customer } from "#domain/entities/customer/customer.ts";
import { product } from "#domain/entities/product/product.ts";
import { mayCreate } from "#domain/policy/create.ts";

it("records that everybody reads are made by those who have the kind's right, all others by anybody", () => {
  expect(mayCreate(product, new Set(["cost"]))).toBe(false);
  expect(mayCreate(product, new Set(["products"]))).toBe(true);
  expect(mayCreate(customer, new Set())).toBe(true);
});
