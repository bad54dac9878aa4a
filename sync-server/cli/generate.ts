import { flowsIn, isHeld, type Flow } from "#domain/approval/flow.ts";
import { flowNeeded } from "#domain/approval/flow-needed.ts";
import { isOfRelay } from "#domain/approval/rules.ts";
import { isSaidPath } from "#domain/approval/said.ts";
import { ORGANISATION } from "#domain/policy/organisation.ts";
import { generateDemo } from "#domain/demo/generate.ts";
import type { DemoRecord } from "#domain/demo/record.ts";
import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import { isMovePath } from "#domain/policy/move.ts";
import type { Values } from "#domain/record/change.ts";
import type { Path } from "#domain/record/path.ts";
import { projectPaths } from "#domain/record/project.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import { createDirectory } from "#domain/transfer/directory.ts";
import type { Edit } from "#workers/replica/api.ts";
import { CONNECTION, readArguments, wholeNumber, type Command } from "./arguments.ts";
import { fail } from "./exit.ts";
import { note, writeJson } from "./io.ts";
import { recordsOf } from "./records.ts";
import { clock, random, withSession, type Session } from "./session.ts";
import { counted } from "./words/words.ts";
import { writeEdits } from "./write.ts";

const OPTIONS = {
  ...CONNECTION,
  records: { type: "string" },
  seed: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** Not business records: there are people already, and products are only taken as far as they are missing. */
const SURROUNDINGS: ReadonlySet<string> = new Set([...ORGANISATION, "approvalFlow", "dimension", "product", "workspace"]);

const CONTACT_OF = "set/customers/";

/** Views and whatever else is somebody's own are no business records either: nobody makes them for others. */
const isBusiness = ({ id }: DemoRecord): boolean => !SURROUNDINGS.has(kindOf(id)) && entityOf(kindOf(id)).access.kind !== "personal";

/** The customer that a record is about. */
const rootOf = ({ id, values }: DemoRecord): string => {
  if (kindOf(id) === "customer") return id;
  if (typeof values.customer === "string") return values.customer;
  return Object.keys(values).find((path) => path.startsWith(CONTACT_OF))?.slice(CONTACT_OF.length) ?? "";
};

/** Whole customers with everything about them, until there are enough records; the last one may be cut. */
const choose = (records: readonly DemoRecord[], count: number): readonly DemoRecord[] => {
  const groups = new Map<string, DemoRecord[]>();
  for (const record of records) {
    const root = rootOf(record);
    const group = groups.get(root);
    if (group) group.push(record);
    else groups.set(root, [record]);
  }
  return [...groups.values()].flat().slice(0, count);
};

const DAY = 86_400_000;

/**
 * `count` sample records from as many rounds of the sample company as it takes, and the products that they name. They end with the last
 * midnight, so that a second time on the same day makes the same.
 */
const sample = (count: number, seed: number) => {
  const records: DemoRecord[] = [];
  const products = new Map<string, DemoRecord>();
  for (let round = 0; records.length < count; round++) {
    const made = generateDemo({ seed: seed + round, now: Math.floor(clock.now() / DAY) * DAY });
    for (const record of made) if (kindOf(record.id) === "product") products.set(record.id, record);
    for (const record of choose(made.filter(isBusiness), count - records.length)) records.push(record);
  }
  return { records, products };
};

/** People whom this user may give records to. */
const ownersFor = ({ person, me, replica }: Session): readonly RecordId[] => {
  const active = replica.ask({ kind: "user", filter: { field: "disabled", is: "empty" } }).map(({ id }) => id);
  const allowed = active.filter((id) => id === me.id || person.leadsAll || person.below.has(id));
  return allowed.length > 0 ? allowed : [me.id];
};

/** Ids of the sample turned into those of this workspace, for values and for members of sets. */
const translate = (session: Session, ids: ReadonlyMap<string, string>, kept: ReadonlySet<string>) => {
  const owners = ownersFor(session);
  const chosen = new Map<string, RecordId>();
  const person = (id: string): RecordId => {
    const known = chosen.get(id) ?? owners[chosen.size % owners.length] ?? session.me.id;
    chosen.set(id, known);
    return known;
  };
  const idOf = (id: string): string | null => {
    if (id.startsWith("user/")) return person(id);
    return kept.has(id) ? id : (ids.get(id) ?? null);
  };
  const isId = (value: unknown): value is string => typeof value === "string" && /^[a-z][A-Za-z]+\/[0-9a-z-]+$/.test(value);
  // Whoever acted in the sample: here it is the person who signs in.
  const valueOf = (value: FieldValue): FieldValue => (isMark(value) ? { ...value, by: session.me.id } : isId(value) ? idOf(value) : value);
  return (path: string, value: FieldValue): readonly [string, FieldValue] | null => {
    const [root, name, ...member] = path.split("/");
    if (root !== "set" || member.length < 2) return [path, valueOf(value)];
    const id = idOf(member.join("/"));
    return id === null ? null : [`set/${name}/${id}`, value];
  };
};

/** What the relay alone writes, such as that a record was claimed from a pool or approved, is nobody's work. */
const isRelays = (entity: Entity, path: Path): boolean => path === entity.number?.field || isOfRelay(entity, path) || isMovePath(path) || isSaidPath(path);

/** What this workspace has approved first begins where that is still to come. */
const heldBack = (entity: Entity, record: RecordId, values: Values, flows: readonly Flow[]): Values => {
  const row = projectPaths(entity, record, Object.entries(values));
  const holds = entity.approvable?.holds;
  if (!holds || !isHeld(entity, row) || flowNeeded(flows, row) === null) return values;
  return { ...values, [holds.field]: entity.fields[holds.field]?.initial ?? null };
};

const editOf = ({ id, values }: DemoRecord, turn: ReturnType<typeof translate>, mayCost: boolean, flows: readonly Flow[]): Edit => {
  const entity = entityOf(kindOf(id));
  const isOwn = (path: Path): boolean => !isRelays(entity, path) && (mayCost || entity.fields[path]?.facet === undefined);
  const own = Object.entries(values).filter(([path]) => isOwn(path));
  return { record: id, values: heldBack(entity, id, Object.fromEntries(own.flatMap(([path, value]) => [turn(path, value)].filter((entry) => entry !== null))), flows) };
};

const editsFor = (session: Session, count: number, seed: number): readonly Edit[] => {
  const { source } = recordsOf(session);
  const { records, products } = sample(count, seed);
  const directory = createDirectory(source.rows);
  const ids = new Map<string, string>();
  const missing: DemoRecord[] = [];
  for (const product of products.values()) {
    const name = String(product.values.name);
    const found = directory.find("product", name, false);
    if (found.kind === "found") ids.set(product.id, found.id);
    else {
      missing.push(product);
      directory.add("product", product.id, [name]);
    }
  }
  const mayMake = session.person.rights.has("products");
  const existing = [...source.rows("product")].map(({ id }) => id);
  if (!mayMake && existing.length === 0) fail("rights", 'There are no products yet, and this user may not create any. Somebody with the right "products" can.');
  if (!mayMake) for (const [at, { id }] of missing.entries()) ids.set(id, existing[at % existing.length] ?? id);
  const made = (mayMake ? missing : []).filter(({ id }) => source.row(id) === undefined);
  const fresh = records.filter(({ id }) => source.row(id) === undefined);
  const turn = translate(session, ids, new Set([...made, ...records].map(({ id }) => id)));
  const mayCost = session.person.rights.has("cost");
  const flows = flowsIn([...source.rows("approvalFlow")], findEntity);
  return [...made, ...fresh].map((record) => editOf(record, turn, mayCost, flows));
};

const countByKind = (edits: readonly Edit[], refused: ReadonlySet<string>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { record } of edits) if (!refused.has(record)) counts[kindOf(record)] = (counts[kindOf(record)] ?? 0) + 1;
  return counts;
};

export const generate: Command = {
  name: "generate",
  summary: "fill a workspace with sample records",
  help: `Usage: tidebook generate --records <number> [--seed <number>]

  --records <number>  how many customers, contacts, opportunities, orders and follow-ups in all; products come on top
  --seed <number>     which ones; the same seed on the same day adds nothing twice (a random one)
  --json              created records by kind, refused ones with reasons, records per second

The records are those of the sample company, written by the signed-in user over the same synchronisation as any other work, and owned
by people whose records that user sees.`,
  run: async (argv, io) => {
    const { values, positionals } = readArguments(argv, OPTIONS);
    if (positionals.length > 0) fail("usage", `"${positionals.join(" ")}" is not understood`);
    const count = wholeNumber(values.records ?? fail("usage", "How many? Give --records."), "--records", 1);
    const [a = 0, b = 0, c = 0] = random.bytes(3);
    const seed = values.seed === undefined ? a * 65_536 + b * 256 + c : wholeNumber(values.seed, "--seed");
    await withSession(values, io, async (session) => {
      const edits = editsFor(session, count, seed);
      const started = clock.now();
      const refused = await writeEdits(session, edits, io);
      const milliseconds = Math.max(1, clock.now() - started);
      const created = countByKind(edits, new Set(refused.map(({ record }) => record)));
      const recordsPerSecond = Math.round((edits.length * 1_000) / milliseconds);
      for (const { record, message } of refused.slice(0, 20)) note(io, `${record}: ${message}`);
      if (values.json) writeJson(io, { seed, created, refused, recordsPerSecond });
      else io.out(`seed ${seed}: created ${Object.entries(created).map(([kind, number]) => `${number} ${kind}`).join(", ") || "nothing"}; ${recordsPerSecond} records/s to acknowledged\n`);
      if (refused.length > 0) fail("rejected", `${counted(refused.length, "record")} refused; everything else is in.`);
    });
  },
};
