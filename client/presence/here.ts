/** A colleague on the record, once however many tabs and devices they have it open on. */
export interface Here {
  readonly id: string;
  readonly name: string;
  /** Parts of the page their focus is in. */
  readonly places: readonly string[];
}

interface Identity {
  readonly id: string;
  readonly name: string;
}

const identityOf = (state: Readonly<Record<string, unknown>>): Identity | null => {
  const user = state["user"] as Partial<Identity> | null | undefined;
  return typeof user?.id === "string" && typeof user.name === "string" ? { id: user.id, name: user.name } : null;
};

/**
 * Everybody but this tab, from the awareness states by client id. States without an identity are passed over: the relay stamps
 * those it knows.
 */
export const othersOf = (states: ReadonlyMap<number, Readonly<Record<string, unknown>>>, own: number): readonly Here[] => {
  const people = new Map<string, { name: string; places: string[] }>();
  for (const [client, state] of states) {
    const who = client === own ? null : identityOf(state);
    if (!who) continue;
    const known = people.get(who.id) ?? { name: who.name, places: [] };
    const place = state["field"];
    if (typeof place === "string") known.places.push(place);
    people.set(who.id, known);
  }
  return [...people].map(([id, person]) => ({ id, ...person })).sort((a, b) => (a.id < b.id ? -1 : 1));
};
