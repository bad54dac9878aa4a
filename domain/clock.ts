/** Milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/** Calendar day `YYYY-MM-DD`, in the user's own time zone, so a sign date never shifts when a colleague abroad opens it. */
export type Day = string;

/** The injected source of time. Nothing in the product reads the wall clock directly. */
export interface Clock {
  readonly now: () => Instant;
}

/** The injected source of randomness: `size` unpredictable bytes. */
export interface Random {
  readonly bytes: (size: number) => Uint8Array;
}

/** The day that `instant` falls on at `offsetMinutes` east of UTC. */
export const dayOf = (instant: Instant, offsetMinutes: number): Day =>
  new Date(instant + offsetMinutes * 60_000).toISOString().slice(0, 10);

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : 30 + ((month + (month > 7 ? 1 : 0)) % 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
};
