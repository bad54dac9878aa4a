/**
 * The kinds of record that belong to somebody, with the facets that each keeps apart: what roles, job functions and sharing rules are
 * about. The registry's definitions agree with it.
 */
export const OWNED_KINDS = {
  customer: ["credit"],
  contact: [],
  opportunity: [],
  order: [],
  expense: [],
  followUp: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OwnedKind = keyof typeof OWNED_KINDS;

export const OWNED_KIND_NAMES = Object.keys(OWNED_KINDS) as readonly OwnedKind[];

export const facetsOfOwned = (kind: OwnedKind): readonly string[] => OWNED_KINDS[kind];

export const isOwnedKind = (name: string): name is OwnedKind => name in OWNED_KINDS;

/** The kinds of record that can be submitted for approval; the registry's definitions agree with it. */
export const APPROVABLE_KINDS = ["order", "opportunity", "customer", "expense"] as const satisfies readonly OwnedKind[];
