import type { Entity } from "#domain/schema/entity.ts";
import type { FieldKind, FieldTraits } from "#domain/schema/field.ts";

/** Raised when rows are made otherwise of the same definitions. */
const PROJECTION = 1;

const partOf = (field: FieldKind & FieldTraits): readonly unknown[] => [field.kind, field.kind === "ref" ? field.to : "", field.facet ?? "", field.required ?? false];

const listed = <T>(of: Readonly<Record<string, T>> | undefined, part: (item: T) => unknown): readonly unknown[] =>
  Object.entries(of ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, part(item)]);

const formOf = ({ kind, fields, sets, lines, logs, prose }: Entity): unknown => [
  kind,
  listed(fields, partOf),
  listed(sets, ({ of }) => partOf(of)),
  listed(lines, (list) => listed(list.fields, partOf)),
  listed(logs, ({ details }) => listed(details, partOf)),
  listed(prose, () => true),
];

/** FNV-1a over UTF-16 units, as a whole number of 32 bits. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
};

/** What rows follow from besides their documents. Two versions with the same signature make the same rows of the same documents. */
export const signatureOf = (entities: readonly Entity[]): number => hash(JSON.stringify([PROJECTION, entities.map(formOf)]));
