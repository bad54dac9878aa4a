import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { linePath } from "#domain/record/path.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import type { LineRow } from "#domain/schema/entity.ts";
import type { SeedRecord } from "#sync-server/seed.ts";
import type { Edit } from "#workers/replica/api.ts";
import type { Dice } from "./dice.ts";
import { START, userId, type Device, type World, type WorldPlan } from "./world.ts";

const BOSS = userId("boss");
const MANAGER = userId("manager");
const SELLER = userId("seller");
const PUMP = recordId("product", "pump");
const DEPARTMENT = recordId("department", "sales");
const OPPORTUNITIES = 6;
const MINUTE = 60_000;

const user = (id: RecordId, role: string, rights: readonly string[]): SeedRecord => ({
  id,
  values: {
    name: id.slice(5),
    account: id.slice(5),
    role,
    department: DEPARTMENT,
    ...Object.fromEntries(rights.map((right) => [`set/rights/${right}`, 1])),
  },
  at: START,
  by: BOSS,
});

const opportunityId = (index: number): RecordId => recordId("opportunity", `deal-${index}`);

/** Three people of one department with a few deals that all of them may read; their clocks differ. */
export const planOf = (seed: number): WorldPlan => ({
  seed,
  people: [
    { id: BOSS, account: "boss", clockOffset: 0 },
    { id: MANAGER, account: "manager", clockOffset: 86_400_000 },
    { id: SELLER, account: "seller", clockOffset: -7_000 },
  ],
  records: [
    { id: DEPARTMENT, values: { name: "Sales" }, at: START, by: BOSS },
    user(BOSS, "boss", ["admin", "cost", "products", "purge"]),
    user(MANAGER, "manager", ["products"]),
    user(SELLER, "sales", []),
    { id: PUMP, values: { name: "Pump", listPrice: "100", cost: "61" }, at: START, by: BOSS },
    ...Array.from({ length: OPPORTUNITIES }, (_, index) => ({
      id: opportunityId(index),
      values: { subject: `Deal ${index}`, stage: "prospecting", owner: index % 2 ? SELLER : MANAGER, [`set/sharedWith/${SELLER}`]: 1 },
      at: START,
      by: BOSS,
    })),
  ],
});

const STAGES = ["prospecting", "engaging", "analysis", "proposal", "negotiation", "won", "lost"];

const amount = (dice: Dice): string => String(100 * (1 + dice.below(900)));

/** What a person does next: each of the shapes that merge differently. Null: there is nothing to do it to. */
const editsOf = async (world: World, dice: Dice, device: Device): Promise<readonly Edit[] | null> => {
  const record = opportunityId(dice.below(OPPORTUNITIES));
  const key = createKeySource(world.time, dice);
  const mark = { by: device.person, at: world.time.now() };
  const lines = ((await device.row(record))?.lines ?? []) as readonly LineRow[];
  const actions: readonly (() => readonly Edit[] | null)[] = [
    () => [{ record, values: { expectedAmount: amount(dice) } }],
    () => [{ record, values: { subject: `Deal by ${device.person.slice(5)} ${dice.below(10_000)}` } }],
    () => [{ record, values: { stage: dice.pick(STAGES) } }],
    () => [{ record, values: { expectedAmount: amount(dice), remarks: `note ${dice.below(10_000)}` } }],
    () => [{ record, values: { remarks: null } }],
    () => {
      const line = key.next();
      const values: Record<string, FieldValue> = {
        [linePath("lines", line)]: mark,
        [linePath("lines", line, "product")]: "product/pump",
        [linePath("lines", line, "quantity")]: String(1 + dice.below(9)),
      };
      return [{ record, values }];
    },
    () => (lines.length === 0 ? null : [{ record, values: { [linePath("lines", dice.pick(lines).key, "quantity")]: String(10 + dice.below(90)) } }]),
    () => (lines.length === 0 ? null : [{ record, values: { [linePath("lines", dice.pick(lines).key)]: null } }]),
    () => [{ record, values: { deleted: dice.chance(0.5) ? mark : null } }],
    () => [{ record: recordId("customer", key.next()), values: { name: `Customer ${dice.below(10_000)}` } }],
    () => {
      const customer = recordId("customer", key.next());
      const order = recordId("order", key.next());
      return [
        { record: customer, values: { name: `Buyer ${dice.below(10_000)}` } },
        { record: order, values: { subject: `Order ${dice.below(10_000)}`, customer } },
      ];
    },
    () => Array.from({ length: OPPORTUNITIES }, (_, index) => ({ record: opportunityId(index), values: { remarks: `bulk ${dice.below(10_000)}` } })),
    () => [{ record: PUMP, values: { listPrice: amount(dice), cost: amount(dice) } }],
  ];
  return dice.pick(actions)();
};

/** The boss takes a deal, a role or an account away or gives it back, so that what others did meanwhile is refused. */
const rightsOf = (world: World, dice: Dice): Edit => {
  const record = opportunityId(dice.below(OPPORTUNITIES));
  const actions: readonly (() => Edit)[] = [
    () => ({ record, values: { owner: dice.pick([BOSS, MANAGER, SELLER]) } }),
    () => ({ record, values: { [`set/sharedWith/${SELLER}`]: dice.chance(0.5) ? 1 : null } }),
    () => ({ record: MANAGER, values: { role: dice.pick(["manager", "sales"]) } }),
    () => ({ record: dice.pick([MANAGER, SELLER]), values: { disabled: dice.chance(0.3) ? { by: BOSS, at: world.time.now() } : null } }),
  ];
  return dice.pick(actions)();
};

/** One thing that happens. Everything about it comes from the dice. */
export const step = async (world: World, dice: Dice): Promise<void> => {
  await world.time.runUntil(world.time.now() + dice.below(3 * MINUTE));
  const device = dice.pick(world.devices);
  const what = dice.below(100);
  if (what < 50) {
    const edits = await editsOf(world, dice, device);
    const done = edits && (await device.commit(edits));
    if (done && dice.chance(0.1)) await device.commit(done.undo);
  } else if (what < 61) await device.type(opportunityId(dice.below(OPPORTUNITIES)), `${device.person.slice(5)}${world.typed.length}w`);
  else if (what < 68) await world.devices[0]?.commit([rightsOf(world, dice)]);
  else if (what < 76) {
    device.network.setReachable(false);
    device.network.cutAll();
  } else if (what < 84) device.network.setReachable(true);
  else if (what < 88) {
    device.kill();
    await world.time.runUntil(world.time.now() + 1_000);
    await device.open();
  } else if (what < 91) device.killAtWrite(1 + dice.below(3), dice.chance(0.5) ? "before" : "after");
  else if (what < 94) world.killRelay();
  else if (what < 96) world.killRelayAtWrite(1 + dice.below(3), dice.chance(0.5) ? "before" : "after");
  if (!world.relayUp() && dice.chance(0.6)) await world.startRelay();
  for (const other of world.devices) if (!other.replica() && dice.chance(0.5)) await other.open();
};

/** Good weather, everybody present, time to talk. */
export const heal = async (world: World): Promise<void> => {
  world.setWeather({ cut: 0, duplicate: 0, late: 0, latency: 20 });
  world.killRelayAtWrite(Number.POSITIVE_INFINITY, "before");
  if (!world.relayUp()) await world.startRelay();
  for (const device of world.devices) {
    device.killAtWrite(Number.POSITIVE_INFINITY, "before");
    device.network.setReachable(true);
    if (!device.replica()) await device.open();
  }
  await world.time.runUntil(world.time.now() + 5 * MINUTE);
  await world.devices[0]?.commit([MANAGER, SELLER].map((record) => ({ record, values: { disabled: null } })));
  await world.time.runUntil(world.time.now() + MINUTE);
  for (const device of world.devices) await device.signIn();
  await world.time.runUntil(world.time.now() + 15 * MINUTE);
};
