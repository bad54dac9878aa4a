import { createMemo, runWithOwner, type Accessor } from "solid-js";
import { letsDo, WORKSPACE, type GUARDED } from "#domain/entities/workspace/workspace.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Field } from "#domain/schema/field.ts";
import { textOf } from "#domain/schema/read.ts";
import { createRowView } from "#client/replica/live.ts";
import { useReplica, type Replica } from "#client/replica/replica-context.tsx";
import { placesIn } from "./places.ts";

/** What this device knows of the company. */
export interface Company {
  readonly row: Accessor<Row | null>;
  /** ISO 4217 code of every amount. */
  readonly currency: Accessor<string>;
  /** Places that figures of this kind are typed with at most and shown with at least; null: as the field has it. */
  readonly places: (field: Field) => number | null;
  /** Whether what a setting keeps to a feature is open to this person. */
  readonly lets: (setting: keyof typeof GUARDED) => boolean;
}

const known = new WeakMap<Replica, Company>();

/** One subscription serves everything on the screen. */
export const useCompany = (): Company => {
  const replica = useReplica();
  const present = known.get(replica);
  if (present) return present;
  const company = runWithOwner(replica.owner, (): Company => {
    const found = createRowView(replica.api, () => WORKSPACE);
    const row = createMemo(() => found() ?? null);
    return {
      row,
      currency: createMemo(() => {
        const code = row() && textOf(row() as Row, "currency");
        return code && /^[A-Z]{3}$/.test(code) ? code : "CNY";
      }),
      places: (field) => placesIn(row(), field),
      lets: (setting) => letsDo(row(), setting, new Set(replica.rights()?.rights)),
    };
  });
  if (!company) throw new Error("a company is made at once");
  known.set(replica, company);
  return company;
};
