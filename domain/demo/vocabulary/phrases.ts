import { linesIn } from "./lines.ts";

export const PHASES = ["prospecting", "engaging", "analysis", "proposal", "negotiation", "won", "lost", "service", "greeting"] as const;
export type Phase = (typeof PHASES)[number];

export const METHODS = ["call", "visit", "meeting", "email", "message", "demo", "dinner"] as const;
export type Method = (typeof METHODS)[number];

/**
 * Sentences of one language. `{p}` is a contact as one would name them, `{prod}` a product, `{qty}` its quantity, `{amt}` the
 * deal's amount, `{when}` a coming day, `{comp}` a competitor, `{me}` our side's colleague, `{cust}` the customer, `{n}` a
 * small number, `{pct}` a discount.
 */
export interface Phrases {
  readonly openings: Readonly<Record<Method, readonly string[]>>;
  readonly facts: Readonly<Record<Phase, readonly string[]>>;
  readonly next: Readonly<Record<Phase, readonly string[]>>;
  readonly requirement: {
    readonly background: readonly string[];
    readonly technical: readonly string[];
    readonly schedule: readonly string[];
    readonly commercial: readonly string[];
  };
  readonly stageNotes: Readonly<Record<Phase, readonly string[]>>;
  /** Last note of a lost opportunity, by the reason. */
  readonly lostNotes: Readonly<Record<"price" | "competitor" | "noDecision" | "noBudget" | "timing" | "fit", readonly string[]>>;
  readonly subjects: { readonly main: readonly string[]; readonly consumable: readonly string[]; readonly service: readonly string[] };
  readonly orderSubjects: readonly string[];
  readonly reorderSubjects: readonly string[];
  readonly customerRemarks: readonly string[];
  readonly hotReasons: readonly string[];
  readonly creditInfo: readonly string[];
  readonly preferences: readonly string[];
  readonly contactRemarks: readonly string[];
  readonly orderRemarks: readonly string[];
  readonly lineRemarks: readonly string[];
  readonly competitors: readonly string[];
}

/** Blocks headed `# name`, one sentence per line. */
export const blocksIn = <K extends string>(names: readonly K[], text: string): Readonly<Record<K, readonly string[]>> => {
  const blocks = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of linesIn(text)) {
    if (line.startsWith("# ")) blocks.set(line.slice(2), (current = []));
    else current.push(line);
  }
  return Object.fromEntries(names.map((name) => [name, blocks.get(name) ?? []])) as unknown as Record<K, readonly string[]>;
};

export const REQUIREMENT_PARTS = ["background", "technical", "schedule", "commercial"] as const;
export const SUBJECT_PARTS = ["main", "consumable", "service"] as const;
