import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { kindOf } from "#domain/id.ts";
import { countEffect } from "#domain/policy/effect.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import type { Done } from "#domain/protocol/down/done.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Session } from "./connection.ts";
import type { Directory } from "./directory.ts";
import type { Storage } from "./storage/storage.ts";

/** Records counted in one stretch, between which other work goes on. */
const STRETCH = 1_000;

export interface PreviewDeps {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly defer: (call: () => void) => void;
}

/** What another organisation would mean, for those who administer it. The figures are those of the moment; nothing is changed. */
export const createPreview = ({ storage, directory, defer }: PreviewDeps) => {
  const breathe = (): Promise<void> => new Promise((resolve) => defer(resolve));

  return async (session: Session, rows: readonly Row[]): Promise<Pick<Done, "error" | "effect">> => {
    const standing = directory.standing(session.person);
    if (!standing?.person.active || !standing.person.rights.has("admin") || !rows.every(({ id }) => isOrganisation(kindOf(id)))) return { error: "denied" };
    const changed = new Map(rows.map((row) => [row.id, row]));
    const after = (kind: string): readonly Row[] => {
      const added = rows.filter(({ id }) => kindOf(id) === kind && !directory.rows(kind).some((row) => row.id === id));
      return [...directory.rows(kind).map((row) => changed.get(row.id) ?? row), ...added];
    };
    const count = countEffect(directory.rows, after);
    // Customers before what follows them.
    for (const kind of OWNED_KIND_NAMES) {
      for (const [index, record] of (await storage.ofKind(kind)).entries()) {
        count.add(record);
        if (index % STRETCH === STRETCH - 1) await breathe();
      }
    }
    return { error: null, effect: [...count.result()] };
  };
};
