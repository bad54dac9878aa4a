import { ENTITIES } from "#domain/entities/registry.ts";
import { kindOf, recordOf } from "#domain/id.ts";
import { may } from "#domain/policy/person.ts";
import { isOfSeries, NUMBERS_LOW, seriesOf } from "#domain/record/official-number.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { Core } from "./core.ts";
import { isOfSheaf } from "./sheaf-txs.ts";

type Numbered = Entity & { readonly number: NonNullable<Entity["number"]> };

/** Official numbers that the relay has put by for this device, for records made without a connection. */
export interface OfficialNumbers {
  /** Up to `count` numbers, each handed out once. What is handed out and not used comes back with the next refill. */
  readonly take: (kind: string, count: number) => Promise<readonly string[]>;
  /** Asks for more of the kinds that run low. For the tab with the connection; costs nothing while nothing was taken. */
  readonly refill: () => Promise<void>;
  /** Another tab has taken some. */
  readonly doubt: () => void;
}

export interface OfficialNumbersHooks {
  /** Every number that the device holds of a kind, filled up; null without an answer. */
  readonly reserve: (kind: string) => Promise<readonly string[] | null>;
}

const NUMBERED: readonly Numbered[] = ENTITIES.filter((entity): entity is Numbered => entity.number !== undefined);

export const createOfficialNumbers = (core: Core, hooks: OfficialNumbersHooks): OfficialNumbers => {
  const { storage, deps } = core;
  const asking = new Set<string>();
  /** Lists, each with its series, that are known to hold enough. */
  const enough = new Set<string>();

  /* A device that was given another number holds nothing of what it held under the one before. */
  const listOf = (kind: string): string | null => {
    const device = core.device();
    return device ? `numbers:${device.number}:${kind}` : null;
  };
  const heldOf = async (list: string): Promise<readonly string[]> => ((await storage.get("meta", list)) ?? []) as readonly string[];
  const presentSeries = ({ number }: Numbered): string => seriesOf(number, deps.clock.now());
  const nameOf = (entity: Numbered, list: string): string => `${list}/${presentSeries(entity)}`;

  /** Numbers of records that wait for the relay: it does not know yet that they are used. Records of a sheaf never have one of those that were put by. */
  const waiting = ({ kind, number }: Numbered): ReadonlySet<unknown> =>
    new Set(
      core.outbox.all().flatMap((tx) =>
        isOfSheaf(tx) ? [] : tx.docs.filter(({ doc }) => kindOf(recordOf(doc)) === kind).flatMap(({ changes }) => changes.filter(({ path }) => path === number.field).map(({ to }) => to)),
      ),
    );

  const fill = async (entity: Numbered, list: string): Promise<void> => {
    const held = await heldOf(list);
    enough.add(nameOf(entity, list));
    if (held.filter((one) => isOfSeries(one, presentSeries(entity))).length >= NUMBERS_LOW) return;
    const given = await hooks.reserve(entity.kind);
    if (!given || given.length === 0) {
      enough.delete(nameOf(entity, list));
      return;
    }
    await core.exclusive(async () => {
      if (listOf(entity.kind) !== list) return;
      const used = waiting(entity);
      await storage.write([{ table: "meta", key: list, put: given.filter((one) => !used.has(one)) }], "strict");
    });
  };

  return {
    take: async (kind, count) => {
      const entity = NUMBERED.find((one) => one.kind === kind);
      const list = listOf(kind);
      if (!entity || list === null) return [];
      const taken = await storage.takeFirst(list, count);
      enough.delete(nameOf(entity, list));
      const series = presentSeries(entity);
      return taken.ok ? taken.value.filter((one) => isOfSeries(one, series)) : [];
    },
    refill: async () => {
      const person = core.person();
      if (!person) return;
      for (const entity of NUMBERED) {
        const list = listOf(entity.kind);
        if (list === null || asking.has(entity.kind) || enough.has(nameOf(entity, list)) || !may(person, entity.kind, "create")) continue;
        asking.add(entity.kind);
        await fill(entity, list).finally(() => asking.delete(entity.kind));
      }
    },
    doubt: () => enough.clear(),
  };
};
