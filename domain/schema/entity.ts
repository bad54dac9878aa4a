import { facetsOfOwned, isOwnedKind } from "#domain/entities/owned-kinds.ts";
import type { Decimal } from "#domain/schema/decimal.ts";
import type { Day, Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Right } from "#domain/policy/right.ts";
import type {
  Field,
  FieldScalar,
  FieldValue,
  LineField,
  LogEntry,
  LogField,
  Mark,
  ProseField,
  Scalar,
  SetField,
} from "#domain/schema/field.ts";

/** One line of a record's list: its key, who added it when, and its fields. */
export interface LineRow {
  readonly key: string;
  readonly added: Mark;
  readonly [field: string]: FieldValue | undefined;
}

export type LogRow = LogEntry & { readonly key: string };

export type Cell = FieldValue | readonly string[] | readonly LineRow[] | readonly LogRow[] | undefined;

/**
 * A record as lists, search and reports read it: one flat object. Fields hold their value or are absent; sets are
 * arrays of members in order; lines and logs are arrays in order of key; prose is its plain text, cut at 2,000 characters.
 */
export interface Row {
  readonly id: RecordId;
  readonly [name: string]: Cell;
}

/** What a derived column may look at besides its own row. Pure: the same inputs give the same value. */
export interface DeriveContext {
  readonly now: Instant;
  readonly today: Day;
  /** Minutes east of UTC: the day that an instant falls on. */
  readonly offsetMinutes: number;
  readonly row: (id: string) => Row | undefined;
}

/** A column that is computed and never stored. */
export interface Derived {
  readonly kind: "integer" | "money" | "percent" | "day" | "text";
  readonly of: (row: Row, context: DeriveContext) => Decimal | number | string | null;
  /** What it is made of, where that is stored fields of the same row alone (`lines.quantity` for a field of lines): it then means the same to everybody at every moment. */
  readonly from?: readonly string[];
  /** What it is made of besides, or where `from` says nothing: fields of the row, and `<kind>/<field>` of other records. Who does not see all of it does not see the column. */
  readonly needs?: readonly string[];
}

/** A named set of conditions that the list offers as a tab. */
export interface PresetView {
  readonly id: string;
  readonly filter: Filter;
  readonly sort?: readonly Sort[];
}

export interface Sort {
  readonly by: string;
  readonly down?: true;
}

/** Any combination of conditions. `me` and relative days are resolved when the filter is run. */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | Condition;

export interface Condition {
  readonly field: string;
  readonly is: Operator;
  /** `"me"` is the person asking; days may be relative: `{ days: -30 }` from today. */
  readonly value?: FilterValue;
}

export type FilterValue =
  | string
  | number
  | null
  | readonly (string | number)[]
  | { readonly days: number }
  | { readonly period: "month" | "quarter" | "year"; readonly back?: number };

export type Operator =
  | "equals"
  | "not"
  | "in"
  | "contains"
  | "starts"
  | "above"
  | "atLeast"
  | "below"
  | "atMost"
  | "empty"
  | "filled"
  | "within";

/** A list of other records on this record's page: those of `kind` whose field or set `by` names this record. */
export interface Related {
  readonly kind: string;
  readonly by: string;
  readonly columns: readonly string[];
  /** Money columns summed above the list. */
  readonly totals?: readonly string[];
  /** When it is not the order of the other kind's own list. */
  readonly sort?: readonly Sort[];
}

export interface Section {
  readonly id: string;
  readonly fields: readonly string[];
}

/** How a path of stages ends. */
export type Outcome = "won" | "lost";

/** How a record moves through stages: the board's columns, the path on its page, the funnel's steps. Each name is a field of the kind. */
export interface Stages {
  readonly field: string;
  /** In order; `outcome` ends the path. A step's probability is written when a record comes to it. */
  readonly steps: readonly { readonly id: string; readonly probability?: number; readonly outcome?: Outcome }[];
  /** Log that keeps every advance, with the details `stage`, `probability` and `note`, as far as the kind has them. */
  readonly log: string;
  /** Money column summed per board column. */
  readonly sum?: string;
  /** Percent; without an initial value, since the stage brings it. */
  readonly probability?: string;
  /** Text that every advance keeps. */
  readonly note?: string;
  /** Day on which the path ended. */
  readonly closed?: string;
  /** Fields that say why it ended so; the first is the reason itself. */
  readonly reasons?: Readonly<Record<Outcome, readonly string[]>>;
  /** What an end sets in other fields. Once the path goes on again, those that still say so get their defaults back. */
  readonly settles?: Readonly<Record<Outcome, Readonly<Record<string, Scalar>>>>;
  /** Derived column of the days in the present stage. */
  readonly days?: string;
}

/**
 * Who may read and write records of a kind.
 * - owned: people whose scopes include the owner, and those it is shared with. `pooled`: without an owner it may be in a public pool, for
 *   the people of the pool to claim.
 * - everyone: all may read, or, within the address book, those whose role shows them the person; writing needs `right`.
 * - personal: the owner alone, everybody once its `shared` field is set.
 * - request: the owner, who asks, and those who may share the record that it is about, or the one colleague it is given to.
 */
export type Access =
  | { readonly kind: "owned"; readonly follows?: readonly string[]; readonly pooled?: true }
  | { readonly kind: "everyone"; readonly right: Right; readonly within?: "addressBook" }
  | { readonly kind: "personal" }
  | { readonly kind: "request" };

/**
 * The definition of a kind of record. Lists, boards, forms, pages, import, export, search, projection, validation
 * and the gate all read it; there is no second place that knows a kind's fields.
 */
export interface Entity {
  readonly kind: string;
  /** Name of a Lucide icon. */
  readonly icon: string;
  /** Field that names the record in lists, references and tabs. */
  readonly title: string;
  /** Field shown beside the title. */
  readonly subtitle?: string;
  readonly access: Access;
  readonly fields: Readonly<Record<string, Field>>;
  readonly sets?: Readonly<Record<string, SetField>>;
  readonly lines?: Readonly<Record<string, LineField>>;
  readonly logs?: Readonly<Record<string, LogField>>;
  readonly prose?: Readonly<Record<string, ProseField>>;
  readonly derived?: Readonly<Record<string, Derived>>;
  /**
   * Fields that the kind had once. They are shown nowhere and no row has them; their values stay in the documents, and the relay goes on
   * taking them from apps that still have the field.
   */
  readonly retired?: Readonly<Record<string, Field>>;
  /** Only created and put in the recycle bin; the content never changes. */
  readonly appendOnly?: true;
  /** Not offered in navigation: it is reached from other screens. */
  readonly internal?: true;
  /** Official number, given by the relay when the record first reaches it; `yearly` starts again each year. */
  readonly number?: { readonly field: string; readonly prefix: string; readonly yearly?: true };
  readonly stages?: Stages;
  readonly list: { readonly columns: readonly string[]; readonly sort: readonly Sort[]; readonly totals?: readonly string[] };
  /** References by whose records a record is found as well: an order by its customer. */
  readonly searchedThrough?: readonly string[];
  readonly views?: readonly PresetView[];
  readonly form: readonly Section[];
  readonly related?: readonly Related[];
  /** Sets of fields; two records equal (normalised) in all fields of one set are possible duplicates. */
  readonly duplicates?: readonly (readonly string[])[];
  /**
   * Fields whose full value tells anybody that such a record exists, and whose it is, even those who may not read it: two people
   * must not work on the same customer without knowing. Never a part of a value.
   */
  readonly collision?: readonly string[];
  /** Field whose option colours the record's title chip. */
  readonly chip?: string;
  /** Records of the kind can be submitted for approval. `holds`: values that a record comes to only once it is approved, where a flow asks for it. */
  readonly approvable?: { readonly holds?: { readonly field: string; readonly values: readonly string[] } };
}

/** Fields every record has besides its own. */
export const COMMON_FIELDS = {
  created: { kind: "mark", fixed: true, hidden: true },
  deleted: { kind: "mark", hidden: true },
} as const satisfies Record<string, Field>;

/** Fields an owned record has besides. */
export const OWNED_FIELDS = {
  owner: { kind: "ref", to: "user", initial: "me" },
} as const satisfies Record<string, Field>;

export const OWNED_SETS = {
  sharedWith: { of: { kind: "ref", to: "user" } },
  sharedGroups: { of: { kind: "ref", to: "group" } },
  readers: { of: { kind: "ref", to: "user" } },
  readerGroups: { of: { kind: "ref", to: "group" } },
} as const satisfies Record<string, SetField>;

/** The public pool of a record: without an owner it is in it, with one it is held from it. */
export const POOLED_FIELDS = {
  pool: { kind: "ref", to: "pool", relay: true },
} as const satisfies Record<string, Field>;

/** Claimed, released, assigned. A device writes the wish; the relay does it and adds when it did, and from whom and to whom. */
export const POOLED_LOGS = {
  moves: {
    details: {
      does: { kind: "text", max: 10 },
      pool: { kind: "ref", to: "pool" },
      from: { kind: "ref", to: "user" },
      to: { kind: "ref", to: "user" },
      reason: { kind: "text", max: 500 },
      done: { kind: "instant" },
    },
  },
} as const satisfies Record<string, LogField>;

/** Whether records of the kind can be in a public pool. */
export const isPooled = ({ access }: Pick<Entity, "access">): boolean => access.kind === "owned" && access.pooled === true;

/** How far an approval has come; a record that was never submitted has none. */
export const APPROVAL_STATES = ["running", "approved", "rejected", "withdrawn"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Fields an approvable record has besides. `approvalRun`: JSON of a `Run`. */
export const APPROVAL_FIELDS = {
  approval: { kind: "option", relay: true, options: [{ id: "running", tone: "warning" }, { id: "approved", tone: "positive" }, { id: "rejected", tone: "danger" }, { id: "withdrawn", tone: "muted" }] },
  approvalRun: { kind: "text", relay: true, hidden: true, multiline: true, max: 60_000 },
} as const satisfies Record<string, Field>;

/** Who is asked now, and who was asked before in the present run: both read the record. Whose it has been since it was last approved. */
export const APPROVAL_SETS = {
  approvers: { of: { kind: "ref", to: "user" }, relay: true, hidden: true },
  formerApprovers: { of: { kind: "ref", to: "user" }, relay: true, hidden: true },
  formerOwners: { of: { kind: "ref", to: "user" }, relay: true, hidden: true },
} as const satisfies Record<string, SetField>;

/**
 * What people said: `does` is one of `APPROVAL_STEPS`, `hash` names the content that it was said about, `run` the submission. The relay adds
 * when it arrived, which run it belongs to, and what the approval stands at by it.
 */
export const APPROVAL_LOGS = {
  approvals: {
    details: {
      does: { kind: "text", max: 20 },
      hash: { kind: "text", max: 64 },
      run: { kind: "text", max: 40 },
      to: { kind: "ref", to: "user" },
      note: { kind: "text", max: 1_000, multiline: true },
      state: { kind: "text", max: 20 },
      done: { kind: "instant" },
    },
  },
} as const satisfies Record<string, LogField>;

type Defined<E extends Entity> = E & { readonly kind: E["kind"] };

/**
 * Completes a definition with the fields every record of its access kind has. Throws where an owned kind has a facet that
 * `OWNED_KINDS` does not name, or a personal kind has one.
 */
export const defineEntity = <const E extends Entity>(entity: E): Defined<E> => {
  const owned = entity.access.kind !== "everyone";
  const fields: Entity["fields"] = entity.fields;
  const known: readonly string[] = entity.access.kind === "owned" && isOwnedKind(entity.kind) ? facetsOfOwned(entity.kind) : [];
  const facet = owned && Object.keys(fields).find((name) => fields[name]?.facet && !known.includes(fields[name].facet));
  if (facet) throw new Error(`${entity.kind}.${facet}: nobody would be given this facet`);
  return {
    ...entity,
    fields: { ...entity.fields, ...(entity.approvable ? APPROVAL_FIELDS : {}), ...(owned ? OWNED_FIELDS : {}), ...(isPooled(entity) ? POOLED_FIELDS : {}), ...COMMON_FIELDS },
    sets: { ...entity.sets, ...(entity.access.kind === "owned" ? OWNED_SETS : {}), ...(entity.approvable ? APPROVAL_SETS : {}) },
    ...(isPooled(entity) || entity.approvable ? { logs: { ...entity.logs, ...(isPooled(entity) ? POOLED_LOGS : {}), ...(entity.approvable ? APPROVAL_LOGS : {}) } } : {}),
  };
};

/** The typed row of a definition: `RowOf<typeof opportunity>["expectedAmount"]` is `Decimal | null | undefined`. */
export type RowOf<E extends Entity> = { readonly id: RecordId } & {
  readonly [F in keyof E["fields"]]?: FieldScalar<E["fields"][F]> | null;
} & { readonly [S in keyof E["sets"]]?: readonly string[] } & {
  readonly [L in keyof E["lines"]]?: readonly LineRow[];
} & { readonly [L in keyof E["logs"]]?: readonly LogRow[] } & {
  readonly created?: Mark | null;
  readonly deleted?: Mark | null;
  readonly owner?: RecordId | null;
};
