/** After this many days in one stage an opportunity wants attention. */
export const LONG_IN_STAGE = 60;

export const isWaitingLong = (days: number): boolean => days >= LONG_IN_STAGE;

/** How much of the bar is filled, 0 to 1: linear until it is long. */
export const stageShare = (days: number): number => Math.min(1, Math.max(0, days / LONG_IN_STAGE));
