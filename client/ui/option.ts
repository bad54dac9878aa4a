import type { Tone } from "#domain/schema/field.ts";

/** One entry of a list to choose from. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Quiet text at the end of the line. */
  readonly meta?: string | undefined;
  readonly tone?: Tone | undefined;
}

export const toneColor = (tone: Tone | undefined): string | undefined => {
  if (!tone) return undefined;
  return tone === "muted" ? "var(--line-control)" : `var(--${tone})`;
};
