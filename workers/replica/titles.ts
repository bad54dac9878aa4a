import type { Live, ReplicaApi } from "#workers/replica/api.ts";
import { ENTITIES, findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { titleOf } from "#domain/schema/read.ts";
import type { Core } from "./core.ts";
import { createRun } from "./run.ts";

export type Titles = Pick<ReplicaApi, "titles" | "titlesOf">;

/** Titles told at once: a page takes so many in without a pause that anybody notices. */
const PORTION = 2_000;
/** Milliseconds before those of business records: what is on the screen comes first, and asks for the titles that it shows. */
const LATER = 1_500;

/** People and departments are few, and are named and picked on every screen: theirs come at once. */
const FIRST = ENTITIES.filter(({ kind }) => isOrganisation(kind));
const OTHERS = ENTITIES.filter(({ kind }) => !isOrganisation(kind));

export const createTitles = ({ rows, deps, link }: Core): Titles => {
  const run = createRun(deps.log);

  const titled = function* (entities: readonly Entity[]): Generator<readonly [RecordId, string]> {
    for (const entity of entities) {
      const slots = rows.slotted(entity.kind);
      if (!slots || slots.size() === 0) continue;
      const { codes, cells } = slots.codes(entity.title);
      for (let slot = 0; slot < codes.length; slot += 1) {
        if (!slots.has(slot)) continue;
        const id = slots.id(slot);
        yield [id, titleOf(entity, { id, [entity.title]: cells[codes[slot] ?? 0] })];
      }
    }
  };

  const titleIn = (entity: Entity | undefined, row: Row | undefined): string | null => (entity && row ? titleOf(entity, row) : null);

  return {
    titles: (call): Live => {
      let timer: unknown = null;
      let pending = new Map<RecordId, string | null>();
      /** Those that changed while the others were on their way. */
      let changed: Set<string> | null = new Set();
      const untold = [titled(FIRST), titled(OTHERS)];

      /** Adds the next portion; answers how long the one after it can wait, null when there is none. */
      const gather = (): number | null => {
        while (changed && pending.size < PORTION) {
          // Kinds that nobody looks at are not followed while records arrive by the thousand.
          if (untold.length === 1 && link().progress !== null) return LATER;
          const next = untold[0]?.next();
          if (next && !next.done) {
            if (!changed.has(next.value[0])) pending.set(...next.value);
            continue;
          }
          untold.shift();
          if (untold.length > 0) return LATER;
          changed = null;
        }
        return changed && 0;
      };

      const tell = (): void => {
        timer = null;
        const wait = gather();
        const told = pending;
        pending = new Map();
        call(told, changed === null);
        if (wait !== null) later(wait);
      };

      const later = (milliseconds: number): void => {
        timer ??= deps.timers.set(() => run("titles", async () => tell()), milliseconds);
      };

      const stop = rows.subscribe((changes) => {
        for (const { id, kind, before, after } of changes) {
          const entity = findEntity(kind);
          if (!entity || (before && after && before[entity.title] === after[entity.title])) continue;
          changed?.add(id);
          pending.set(id as RecordId, titleIn(entity, after));
        }
        if (pending.size > 0) later(0);
      });
      later(0);

      return {
        stop: () => {
          stop();
          if (timer !== null) deps.timers.clear(timer);
        },
      };
    },
    titlesOf: async (records) => new Map(records.map((record) => [record, titleIn(findEntity(kindOf(record)), rows.row(record))])),
  };
};
