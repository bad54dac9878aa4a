import { entityOf, findEntity } from "#domain/entities/registry.ts";
import { contentHash } from "#domain/approval/content-hash.ts";
import { saidPath } from "#domain/approval/said.ts";
import { createKeySource, recordId, type RecordId } from "#domain/id.ts";
import { organisationOf } from "#domain/policy/organisation.ts";
import { personIn } from "#domain/policy/person.ts";
import { isHidden } from "#domain/policy/lens.ts";
import type { Right } from "#domain/policy/right.ts";
import { movePath } from "#domain/policy/move.ts";
import { meet, scopesOf, type Scope, type ScopeSources } from "#domain/policy/scope.ts";
import { rulesIn } from "#domain/policy/sharing.ts";
import { mayWrite } from "#domain/policy/write.ts";
import type { Change } from "#domain/record/change.ts";
import { hlcOf } from "#domain/record/hlc.ts";
import { facetsOf } from "#domain/record/path.ts";
import { isPooled, type Entity, type Row } from "#domain/schema/entity.ts";
import type { FieldValue, LogEntry } from "#domain/schema/field.ts";
import { createDice, type Dice } from "#tests/simulation/dice.ts";
import { mayChange, mayMake, reads, seesField } from "./model.ts";
import type { ModelChange, ModelRecord } from "./shape.ts";
import { AT, mark, organisationRows, recordRow, RUN } from "./rows.ts";
import { KINDS, kindOf, makeRecord, makeWorld, poolIds, revoke, writable, type World } from "./world.ts";

export interface Comparison {
  readonly cases: number;
  /** How often the answer was yes, of reading and of writing. */
  readonly readable: number;
  readonly writable: number;
  readonly disagreements: readonly string[];
}

const SHARES = ["sharedWith", "sharedGroups", "readers", "readerGroups"] as const;

const keys = createKeySource({ now: () => AT }, { bytes: (size) => new Uint8Array(size) });

type Both = readonly [change: Change, model: ModelChange];

const change = (path: string, from: FieldValue, to: FieldValue): Change => ({ path, from, to, at: hlcOf(AT) });

/** A change of one field, set, list or prose, as the definition has it. */
const ofField = (entity: Entity, field: string, signed: FieldValue, signer: string | null): Both => {
  const [list = "", inner] = field.split(".");
  if (inner !== undefined) return [change(`line/${list}/${keys.next()}/${inner}`, "before", "after"), { does: "field", field }];
  if (entity.lines?.[field]) return [change(`line/${field}/${keys.next()}`, signed === null ? mark("user/u0") : null, signed), { does: "line", field, by: signer }];
  if (entity.sets?.[field]) return [change(`set/${field}/${recordId("contact", "other")}`, null, 1), { does: "field", field }];
  if (entity.prose?.[field]) return [change(`prose/${field}`, null, null), { does: "field", field }];
  if (entity.fields[field]?.kind === "mark") return [change(field, null, signed), { does: "mark", field, by: signer }];
  return [change(field, "before", "after"), { does: "field", field }];
};

/** Claims, assigns or releases; mostly into the pool that the record is of. */
const aMove = (dice: Dice, record: ModelRecord, by: string): Both => {
  const does = dice.pick(["claim", "assign", "release"] as const);
  const into = does === "release" ? ((dice.chance(0.5) ? record.pool : null) ?? dice.pick(poolIds)) : null;
  const more = { ...(does === "assign" ? { to: "user/u1" } : {}), ...(into === null ? {} : { pool: into, reason: "quiet" }) };
  return [change(movePath(keys.next()), null, { by: by as RecordId, at: AT, does, ...more }), { does, by, into }];
};

/** Decisions are about the content that there is. */
const aboutContent = ([said, model]: Both, { id }: ModelRecord): Both => [{ ...said, to: { ...(said.to as LogEntry), hash: contentHash([], { id: id as RecordId }) } }, model];

/** A word in an approval, mostly one's own. */
const aSaying = (dice: Dice, by: string): Both => {
  const says = dice.pick(["comment", "approve", "withdraw", "submit", "bringIn"] as const);
  const completes = dice.chance(0.1);
  const about = says === "approve" || says === "withdraw" ? { run: RUN } : {};
  return [change(saidPath(keys.next()), null, { by: by as RecordId, at: AT, does: says, ...about, ...(completes ? { done: AT } : {}) }), { does: "say", says, by, completes }];
};

const anyChange = (dice: Dice, record: ModelRecord, person: string, world: World, facet: Right | null, isNew: boolean): Both => {
  const entity = entityOf(record.kind);
  const users = [...world.users.keys()];
  const by = dice.chance(0.7) ? person : dice.pick(users);
  const signed = dice.chance(0.8) ? mark(by) : null;
  const signer = signed === null ? null : by;
  const parts = writable(entity).filter((name) => (entity.fields[name]?.facet ?? null) === facet && !(SHARES as readonly string[]).includes(name));
  if (facet !== null) return ofField(entity, dice.pick(parts), signed, signer);
  const log = Object.keys(entity.logs ?? {}).find((name) => name !== "moves" && name !== "approvals");
  if (entity.approvable && dice.chance(0.25)) return aboutContent(aSaying(dice, by), record);
  switch (dice.below(isPooled(entity) ? 11 : 8)) {
    case 0:
      return isNew ? [change("created", null, mark(by)), { does: "mark", field: "created", by }] : [change("created", mark("user/u0"), mark(by)), { does: "made" }];
    case 1:
      if (record.owner !== null && !isNew) return [change("owner", record.owner, dice.pick(users)), { does: "owner" }];
      break;
    case 2:
      if (record.access.is === "owned" && !isNew) {
        const field = dice.pick(SHARES);
        const other = dice.pick([...(field.endsWith("Groups") ? world.groups : world.users).keys()]);
        const has = record[field].has(other);
        return [change(`set/${field}/${other}`, has ? 1 : null, has ? null : 1), { does: "sharing", field }];
      }
      break;
    case 3:
      return [change("deleted", null, signed), { does: "bin", by: signer }];
    case 4:
      if (log) {
        const exists = !isNew && dice.chance(0.4);
        return [change(`log/${log}/${keys.next()}`, exists ? mark("user/u0") : null, mark(by)), { does: "entry", by, exists }];
      }
      break;
    case 8:
    case 9:
    case 10:
      if (!isNew) return aMove(dice, record, by);
      break;
    default:
  }
  return ofField(entity, dice.chance(0.4) ? entity.title : dice.pick(parts), signed, signer);
};

/** The world in one case, for whoever looks into a disagreement. */
const tell = (world: World): string => JSON.stringify(world, (_, part: unknown) => (part instanceof Set || part instanceof Map ? [...part.values()] : part));

/** Judges `cases` generated cases by the product and by the model. The same seed gives the same cases. */
export const compare = (seed: number, cases: number): Comparison => {
  const dice = createDice(seed);
  const disagreements: string[] = [];
  let [done, readable, writes] = [0, 0, 0];

  while (done < cases) {
    const world = makeWorld(dice);
    const story: string[] = [];
    const users = [...world.users.keys()];
    for (let step = 0; step < 6 && done < cases; step += 1) {
      if (step > 0) story.push(revoke(dice, world));
      const organisation = organisationOf(organisationRows(world));
      const people = new Map(users.map((id) => [id, personIn(id as RecordId, organisation)]));
      const rules = rulesIn(organisation, findEntity).scopesOf;
      const rows = new Map([...world.records].map(([id, record]) => [id, recordRow(world, record)]));
      const scopesIn = (id: string, facet: Right | null): readonly Scope[] => {
        const row = rows.get(id);
        return row ? scopesOf(entityOf(kindOf(id)), facet, row, sources) : [];
      };
      const sources: ScopeSources = { parent: (parent) => scopesIn(parent, null), rules };

      for (let turn = 0; turn < 50 && done < cases; turn += 1) {
        done += 1;
        const personId = dice.pick(users);
        const person = people.get(personId);
        const isNew = dice.chance(0.15);
        const record = isNew ? makeRecord(dice, recordId(dice.pick(KINDS), "new"), world.records) : dice.pick([...world.records.values()]);
        const entity = entityOf(kindOf(record.id));
        const facet = !isNew && dice.chance(0.4) ? (facetsOf(entity)[0] ?? null) : null;
        const differ = (what: string, product: boolean, model: boolean) => {
          if (product !== model)
            disagreements.push(`seed ${seed}, case ${done}: ${what} ${record.id}${facet === null ? "" : `#${facet}`} by ${personId}: product ${product}, model ${model}; record ${JSON.stringify(recordRow(world, record))}; after ${story.join(", ")}; world ${tell(world)}`);
        };

        const scopes = isNew ? [] : scopesIn(record.id, facet);
        if (!isNew) {
          const product = person?.active === true && meet(scopes, person.reads);
          differ("reading", product, reads(world, personId, record.id, facet));
          if (product) readable += 1;
          const field = dice.pick(writable(entity));
          const [[{ path }]] = [ofField(entity, field, null, null)];
          if (facet === null) differ(`seeing ${field} of`, person !== null && person !== undefined && !isHidden(person.lenses.get(entity.kind), path), seesField(world, personId, entity.kind, field));
        }

        const pairs = Array.from({ length: dice.chance(0.8) ? 1 : 2 }, () => anyChange(dice, record, personId, world, facet, isNew));
        const row = rows.get(record.id) ?? recordRow(world, record);
        const made: readonly Change[] = isNew && record.owner !== null ? [change("owner", null, record.owner)] : [];
        const changes = [...made, ...pairs.map(([one]) => one)];
        const values = Object.fromEntries(changes.filter(({ path }) => !path.includes("/")).map(({ path, to }) => [path, to]));
        const before = isNew ? null : { row, scopes: facet === null ? scopes : scopesIn(record.id, null) };
        const product = person !== null && person !== undefined && mayWrite({ entity, facet, person, before, after: { ...row, ...values } as Row, changes }).ok;
        const said = pairs.map(([, one]) => one);
        const model = isNew ? mayMake(world, personId, record, said) : mayChange(world, personId, record.id, facet, said);
        differ(`${isNew ? "making" : "changing"} ${JSON.stringify(pairs.map(([one]) => [one.path, one.to]))}`, product, model);
        if (product) writes += 1;
      }
    }
  }
  return { cases: done, readable, writable: writes, disagreements };
};
