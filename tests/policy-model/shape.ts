/** What the model of the rights speaks of. No rule stands here. */

/** What the recycle bin takes. */
export interface Binnable {
  readonly id: string;
  binned: boolean;
}

export interface ModelUser extends Binnable {
  role: string;
  customRole: string | null;
  department: string | null;
  readonly units: Set<string>;
  readonly rights: Set<string>;
  readonly functions: Set<string>;
  readonly assists: Set<string>;
  disabled: boolean;
}

/** A department, or a unit of a dimension. */
export interface ModelUnit {
  readonly id: string;
  parent: string | null;
  dimension: string | null;
}

export interface ModelRole {
  readonly data: "own" | "department" | "departmentsBelow" | "dimension" | "all";
  readonly dimension: string | null;
  /** Changes nothing of others. */
  readonly readOnly: boolean;
  /** Kinds read whosever they are. */
  readonly whole: readonly string[];
  readonly addressBook: "all" | "departmentsBelow" | "own";
}

export interface ModelFunction extends Binnable {
  /** Rights that come with it. */
  readonly features: Set<string>;
  /** `<kind>.<action>` */
  readonly may: Set<string>;
  /** `<kind>.<field>`, `<kind>.<list>.<field>` */
  readonly readOnly: Set<string>;
  readonly hidden: Set<string>;
}

/** People, named one by one, by unit and by group. */
export interface ModelPeople {
  readonly users: Set<string>;
  readonly units: Set<string>;
  readonly groups: Set<string>;
}

export interface ModelGroup extends Binnable, ModelPeople {}

export interface ModelPool extends Binnable, ModelPeople {
  readonly managers: Set<string>;
}

export interface ModelRule extends Binnable {
  readonly of: string;
  write: boolean;
  disabled: boolean;
  criteria: "none" | "vip" | "unreadable";
  readonly owners: ModelPeople;
  readonly to: ModelPeople;
}

/** How the records of a kind are read: by its owner and others, by everyone, by those who find the person, or by its owner alone. */
export type ModelAccess = { readonly is: "owned" | "personal" } | { readonly is: "everyone" | "addressBook"; readonly right: string };

/** What was submitted last, and who has a part in it. `comments`: how often each has commented. */
export interface ModelSubmission {
  readonly by: string;
  readonly running: boolean;
  readonly asked: ReadonlySet<string>;
  readonly askedBefore: ReadonlySet<string>;
  readonly comments: ReadonlyMap<string, number>;
}

export interface ModelRecord {
  readonly id: string;
  readonly kind: string;
  readonly access: ModelAccess;
  /** Only ever added to. */
  readonly appendOnly: boolean;
  owner: string | null;
  pool: string | null;
  vip: boolean;
  /** Those who may change it, and those who may read it. */
  readonly sharedWith: Set<string>;
  readonly sharedGroups: Set<string>;
  readonly readers: Set<string>;
  readonly readerGroups: Set<string>;
  readonly submission: ModelSubmission | null;
  /** Stands where only what was approved may. */
  readonly confirmed: boolean;
  /** A saved view that everybody sees. */
  shared: boolean;
  /** Records that this one follows: their readers read it. */
  readonly follows: Set<string>;
}

export interface ModelWorld {
  readonly users: ReadonlyMap<string, ModelUser>;
  readonly units: ReadonlyMap<string, ModelUnit>;
  readonly roles: ReadonlyMap<string, ModelRole & Binnable>;
  readonly functions: ReadonlyMap<string, ModelFunction>;
  readonly groups: ReadonlyMap<string, ModelGroup>;
  readonly rules: ReadonlyMap<string, ModelRule>;
  readonly pools: ReadonlyMap<string, ModelPool>;
  readonly records: ReadonlyMap<string, ModelRecord>;
}

/** What one change does, in words of the rights. `by`: whom the written mark or entry names. */
export type ModelChange =
  | { readonly does: "made" }
  | { readonly does: "owner" }
  | { readonly does: "field"; readonly field: string }
  | { readonly does: "sharing"; readonly field: string }
  /** Puts into or takes out of the recycle bin. */
  | { readonly does: "bin"; readonly by: string | null }
  | { readonly does: "mark" | "line"; readonly field: string; readonly by: string | null }
  | { readonly does: "entry"; readonly by: string | null; readonly exists: boolean }
  /** A word in the approval; `completes`: as if the relay had completed it already. */
  | { readonly does: "say"; readonly says: "submit" | "approve" | "withdraw" | "comment" | "bringIn"; readonly by: string; readonly completes: boolean }
  | { readonly does: "claim" | "assign" | "release"; readonly by: string; readonly into: string | null };
