import { createSignal } from "solid-js";
import * as registry from "#domain/entities/registry.ts";
import { CLEAR, lensesOf, type Lens, type Lenses } from "#domain/policy/lens.ts";
import { seenEntity } from "#domain/policy/seen.ts";
import type { Entity } from "#domain/schema/entity.ts";

const keyOf = (lenses: Lenses): string => [...lenses].map(([kind, lens]) => `${kind}:${[...lens].sort().join()}`).sort().join(" ");

/* A tab shows what one person sees. */
const [lenses, setLenses] = createSignal<Lenses>(CLEAR, { equals: (a, b) => keyOf(a) === keyOf(b) });

/** From now on kinds are drawn without this, as `<kind>.<field>`. */
export const hideFields = (hidden: readonly string[]): void => {
  setLenses(lensesOf(hidden));
};

/** Changes when fields come or go: what was drawn from definitions is drawn anew. */
export const seenKey = (): string => `seen ${keyOf(lenses())}`;

export const lensOf = (kind: string): Lens | undefined => lenses().get(kind);

/** A kind as the person at this tab sees it. */
export const findEntity = (kind: string): Entity | undefined => {
  const entity = registry.findEntity(kind);
  return entity && seenEntity(entity, lenses(), registry.findEntity);
};

/** The same, for kinds that are known to exist. Throws on a name that is not registered: that is a bug, not bad input. */
export const entityOf = (kind: string): Entity => seenEntity(registry.entityOf(kind), lenses(), registry.findEntity);
