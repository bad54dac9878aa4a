import { isOwnedKind, type OwnedKind } from "#domain/entities/owned-kinds.ts";
import type { Row } from "#domain/schema/entity.ts";
import { markOf, membersOf, textOf } from "#domain/schema/read.ts";

/** Whose records a role shows, besides one's own: of one's department, of it and those below, of one's units in a dimension, or of all. */
export const DATA_SCOPES = ["own", "department", "departmentsBelow", "dimension", "all"] as const;
export type DataScope = (typeof DATA_SCOPES)[number];

/** Whom somebody finds among the people of the company. */
export const ADDRESS_BOOKS = ["all", "departmentsBelow", "own"] as const;
export type AddressBook = (typeof ADDRESS_BOOKS)[number];

/** What a role gives. */
export interface Role {
  readonly data: DataScope;
  /** The dimension whose units count, for `data: "dimension"`. */
  readonly dimension: string | null;
  /** Others' records are shown and not changed. */
  readonly readOnly: boolean;
  readonly addressBook: AddressBook;
  /** Kinds of record that are read whole, whosever they are. */
  readonly whole: readonly OwnedKind[];
}

const OWN: Role = { data: "own", dimension: null, readOnly: false, addressBook: "all", whole: [] };

/** The roles every company has, by the option of a person's `role`. */
export const DEFAULT_ROLES = {
  boss: { ...OWN, data: "all" },
  director: { ...OWN, data: "departmentsBelow" },
  manager: { ...OWN, data: "departmentsBelow" },
  assistantDirector: { ...OWN, data: "departmentsBelow", readOnly: true },
  assistantManager: { ...OWN, data: "department", readOnly: true },
  sales: OWN,
  service: { ...OWN, whole: ["customer", "contact", "followUp"] },
  warehouse: { ...OWN, whole: ["customer", "contact", "order"] },
  purchasing: OWN,
  finance: { ...OWN, whole: ["customer", "order"] },
  partner: { ...OWN, addressBook: "own" },
} as const satisfies Readonly<Record<string, Role>>;

const isOneOf = <T extends string>(list: readonly T[], value: string | null): value is T => (list as readonly (string | null)[]).includes(value);

/** A role that the company has defined. What is not filled in gives least. */
const roleOfRow = (row: Row): Role => {
  const data = textOf(row, "data");
  const book = textOf(row, "addressBook");
  return {
    data: isOneOf(DATA_SCOPES, data) ? data : "own",
    dimension: textOf(row, "dimension"),
    readOnly: markOf(row, "readOnly") !== null,
    addressBook: isOneOf(ADDRESS_BOOKS, book) ? book : "own",
    whole: membersOf(row, "whole").filter(isOwnedKind),
  };
};

/** The role of a person: the company's own, where the person has one that is not deleted, else the default one. */
export const roleOf = (user: Row, roles: readonly Row[]): Role => {
  const own = textOf(user, "customRole");
  const found = own === null ? undefined : roles.find((row) => row.id === own && markOf(row, "deleted") === null);
  const name = textOf(user, "role") ?? "sales";
  return found ? roleOfRow(found) : (DEFAULT_ROLES as Readonly<Record<string, Role>>)[name] ?? OWN;
};
