import { facetOfPath, parsePath, type Path } from "#domain/record/path.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Entity } from "#domain/schema/entity.ts";
import type { FieldValue } from "#domain/schema/field.ts";
import { checkLogEntry, checkValue, isExactMark, type Invalid } from "#domain/schema/validate.ts";

/** Whether `value` may stand at `path` in the document of `facet`. The device asks before it writes, the relay before it accepts. */
export const checkPath = (entity: Entity, facet: string | null, path: Path, value: FieldValue): Result<true, Invalid> => {
  const invalid = (reason: Invalid["reason"]) => err({ type: "Invalid" as const, path, reason });
  const once = entity.retired && Object.hasOwn(entity.retired, path) ? entity.retired[path] : undefined;
  if (once && (once.facet ?? null) === facet) return checkValue(once, value, path);
  const target = parsePath(entity, path);
  if (!target || facetOfPath(entity, path) !== facet) return invalid("unknownField");
  switch (target.at) {
    case "field":
    case "lineField":
      return checkValue(target.field, value, path);
    case "member": {
      const of = entity.sets?.[target.set]?.of;
      if (!of) return invalid("unknownField");
      const member = checkValue(of, target.member, path);
      if (!member.ok) return member;
      return value === 1 || value === null ? ok(true) : invalid("notNumber");
    }
    case "line":
      return value === null || isExactMark(value) ? ok(true) : invalid("notMark");
    case "log":
      return checkLogEntry(entity.logs?.[target.log]?.details ?? {}, value, path);
    case "prose":
      return value === null ? ok(true) : invalid("notText");
  }
};
