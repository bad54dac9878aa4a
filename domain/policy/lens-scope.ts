import { digest } from "lib0/hash/sha256";
import { encodeUtf8 } from "lib0/string";
import type { Lens, Lenses } from "#domain/policy/lens.ts";
import type { Scope } from "#domain/policy/scope.ts";

const PREFIX = "lens:";

/**
 * Names the lens of a kind among the scopes of a person: no record has such a scope, but a device that has records by one lens and is to
 * have them by another has lost one scope and gained another.
 */
export const lensScope = (kind: string, lens: Lens): Scope => {
  const before = signatures.get(lens);
  if (before !== undefined) return `${PREFIX}${kind}:${before}`;
  const bytes = digest(encodeUtf8(JSON.stringify([...lens].sort())));
  const signature = Array.from(bytes.slice(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
  signatures.set(lens, signature);
  return `${PREFIX}${kind}:${signature}`;
};

const signatures = new WeakMap<Lens, string>();

export const lensScopes = (lenses: Lenses): readonly Scope[] => [...lenses].map(([kind, lens]) => lensScope(kind, lens));

/** The kind that a scope names a lens of; null for any other scope. */
export const kindOfLens = (scope: Scope): string | null => (scope.startsWith(PREFIX) ? scope.slice(PREFIX.length, scope.lastIndexOf(":")) : null);
