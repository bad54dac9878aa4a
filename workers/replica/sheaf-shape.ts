import { isSaidPath } from "#domain/approval/said.ts";
import { isHidden } from "#domain/policy/lens.ts";
import { isMovePath } from "#domain/policy/move.ts";
import { initialValues } from "#domain/record/initial.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { isSigned, logPath } from "#domain/record/path.ts";
import type { Head, SheafExtension } from "#domain/record/sheaf-extension.ts";
import { partPath } from "#domain/record/sheaf-builder.ts";
import { SOME_KEY, targetOf, type Entry, type Sheaf } from "#domain/record/sheaf.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { isMark } from "#domain/schema/mark.ts";
import { checkValue } from "#domain/schema/validate.ts";
import { advancedFields } from "#domain/stages/advance.ts";
import type { SheafContext } from "./plan-sheaf.ts";

/** A path of a shape. Its value is `offset` cells behind the record's first, its key one before that. */
export interface Column extends Head {
  readonly is: "field" | "member" | "log";
  readonly offset: number;
  /** Whether the value, of a member of a set the key, of this number may stand there. Asked once for each. */
  readonly fits: (number: number) => boolean;
}

/** A value that every record gets: a default, or the mark of who made it. */
export interface Addition extends Head {
  readonly path: string;
  readonly cells: readonly number[];
}

/** What all records of one kind and shape have in common. */
export interface CompiledShape {
  readonly entity: Entity;
  readonly columns: readonly Column[];
  readonly more: readonly Addition[];
  /** Required fields, and the mark of who made the record. */
  readonly required: readonly string[];
  /** Where the values stand that a stage's advance looks at. */
  readonly staged: readonly number[];
  /** Where the owner stands; null where each record has the same. */
  readonly owner: number | null;
  /** Whether its records bring an entry of the stages' log. */
  readonly logged: boolean;
}

/** Compiles shapes of a sheaf. What a value was found to be holds for all shapes of a kind. */
export const createShapeCompiler = ({ shapes, values }: Sheaf, context: SheafContext, { value: numberOf }: SheafExtension) => {
  const compiled = new Map<string, CompiledShape | null>();
  const judges = new Map<string, Column["fits"]>();

  /** Remembers by number: 0 not looked at, 1 fits, 2 does not. */
  const once = (name: string, fits: (value: FieldValue) => boolean): Column["fits"] => {
    const known = judges.get(name);
    if (known) return known;
    const verdicts = new Uint8Array(values.length);
    const judge = (number: number): boolean => {
      if (verdicts[number] === 0) verdicts[number] = fits(values[number] ?? null) ? 1 : 2;
      return verdicts[number] === 1;
    };
    judges.set(name, judge);
    return judge;
  };

  const isMine = (value: FieldValue): boolean => value === null || (isMark(value) && value.by === context.me);

  const columnOf = (entity: Entity, entry: Entry, offset: number): Column | null => {
    const { head, slot } = entry;
    const keyed = slot !== null;
    const path = keyed ? head + SOME_KEY : head;
    const target = targetOf(entity, entry);
    if (!target || isSaidPath(path) || isMovePath(path) || entity.retired?.[path]) return null;
    const column = (is: Column["is"], fits: (value: FieldValue) => boolean): Column => ({ head, keyed, is, offset, fits: once(`${entity.kind} ${head}`, fits) });
    switch (target.at) {
      case "member":
        return column("member", (member) => checkPath(entity, null, head + String(member), 1).ok);
      case "log":
        return column("log", (entry) => isMine(entry) && checkPath(entity, null, path, entry).ok);
      case "field": {
        const { field } = target;
        const signed = isSigned(entity, path);
        return field.facet === undefined ? column("field", (value) => (!signed || isMine(value)) && checkValue(field, value, head).ok) : null;
      }
      default:
        return null;
    }
  };

  const addition = (path: string, value: FieldValue): Addition => {
    const { head, key } = partPath(path);
    return { path, head, keyed: key !== null, cells: key === null ? [numberOf(value)] : [numberOf(key), numberOf(value)] };
  };

  const compile = (entity: Entity, shape: readonly Entry[]): CompiledShape | null => {
    if (entity.access.kind === "request") return null;
    const columns: Column[] = [];
    let width = 0;
    for (const entry of shape) {
      width += entry.names ? 2 : 1;
      const column = columnOf(entity, entry, width - 1);
      if (!column) return null;
      columns.push(column);
    }
    const given = new Set(columns.map(({ head }) => head));
    const lens = context.person?.lenses.get(entity.kind);
    const initial = initialValues(entity, Object.fromEntries([...given].map((head) => [head, null])), context);
    const more = Object.entries(initial).flatMap(([path, value]) => (isHidden(lens, path) ? [] : [addition(path, value)]));
    const { stages } = entity;
    const names = new Set(stages && advancedFields(stages));
    return {
      entity,
      columns,
      more: given.has("created") ? more : [...more, addition("created", { by: context.me, at: context.now })],
      required: ["created", ...Object.keys(entity.fields).filter((name) => entity.fields[name]?.required === true && entity.fields[name]?.facet === undefined)],
      staged: columns.flatMap(({ head, offset }) => (names.has(head) ? [offset] : [])),
      owner: columns.find(({ head }) => head === "owner")?.offset ?? null,
      logged: stages !== undefined && given.has(logPath(stages.log, "")),
    };
  };

  /** Null when records of this kind and shape have to be looked at one by one. */
  return (entity: Entity, shape: number): CompiledShape | null => {
    const name = `${entity.kind}/${shape}`;
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const made = compile(entity, shapes[shape] ?? []);
    compiled.set(name, made);
    return made;
  };
};
