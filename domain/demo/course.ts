import type { Day, Instant } from "#domain/clock.ts";
import { opportunity } from "#domain/entities/opportunity/opportunity.ts";
import { addDays, lastDayOfMonth, localDay, monthOf, officeMoment, workdayFrom, workdayUntil } from "./calendar.ts";
import type { Dice } from "./dice.ts";

const STEPS = opportunity.stages.steps;
/** Usual days in each stage, and how often it leads on rather than to a loss. */
const DAYS = [31, 25, 22, 19, 15];
const ADVANCES = [0.79, 0.81, 0.86, 0.74, 0.83];

export interface Step {
  readonly at: Instant;
  readonly stage: string;
  readonly probability: string;
}

/** How one opportunity went: its steps in order, the furthest open stage it saw, and where it stands. */
export interface Course {
  readonly steps: readonly Step[];
  readonly furthest: number;
  readonly outcome: "open" | "won" | "lost";
  readonly closedOn: Day | undefined;
  readonly expectedOn: Day;
}

interface Deal {
  readonly since: Instant;
  readonly amount: number;
  /** 1 is an average chance. */
  readonly odds: number;
  /** 1 is the usual pace, lower is faster. */
  readonly pace: number;
  readonly first: number;
}

/** Contracts get signed when a month ends, more so a quarter. */
const signDay = (day: Day, notBefore: Day, today: Day, dice: Dice): Day => {
  const end = lastDayOfMonth(day);
  const pull = monthOf(day) % 3 === 0 ? 0.6 : 0.4;
  const late = workdayUntil(addDays(end, -dice.int(0, 4)));
  return dice.chance(pull) && late >= notBefore && late <= today ? late : workdayFrom(day);
};

const expectedFrom = (day: Day, dice: Dice): Day => {
  const form = dice.weighted({ asIs: 4, monthEnd: 5, fifteenth: 1 });
  if (form === "monthEnd") return lastDayOfMonth(day);
  return form === "fifteenth" ? `${day.slice(0, 7)}-15` : day;
};

const openExpectation = (last: Instant, stage: number, scale: number, today: Day, dice: Dice): Day => {
  const rest = DAYS.slice(stage).reduce((total, days) => total + days, 0) * scale * dice.logNormal(0.72, 0.4);
  const first = addDays(localDay(last), Math.min(rest, 230));
  if (first > today || dice.chance(0.3)) return expectedFrom(first, dice);
  return expectedFrom(addDays(today, dice.int(4, 60)), dice);
};

const probabilityOf = (stage: number, dice: Dice): string => {
  const usual = STEPS[stage]?.probability ?? 0;
  return String(dice.chance(0.78) ? usual : Math.min(95, Math.max(5, usual + dice.pick([-10, -5, 5, 10]))));
};

export const courseOf = (deal: Deal, now: Instant, dice: Dice): Course => {
  const today = localDay(now);
  const scale = deal.pace * Math.min(1.9, Math.max(0.55, (deal.amount / 60_000) ** 0.17));
  const steps: Step[] = [{ at: deal.since, stage: STEPS[deal.first]?.id ?? "prospecting", probability: probabilityOf(deal.first, dice) }];
  for (let stage = deal.first; ; stage += 1) {
    const since = steps.at(-1)?.at ?? deal.since;
    const dwell = Math.max(1, dice.logNormal((DAYS[stage] ?? 20) * scale, 0.75));
    const leaves = workdayFrom(addDays(localDay(since), dwell));
    const on = 1 - (1 - (ADVANCES[stage] ?? 0.8)) / deal.odds;
    const advances = dice.chance(on);
    const won = advances && stage === 4;
    const day = won ? signDay(leaves, localDay(since), today, dice) : leaves;
    const moment = officeMoment(day, dice);
    const at = moment > since ? moment : since + dice.int(900_000, 4_000_000);
    if (at >= now) return { steps, furthest: stage, outcome: "open", closedOn: undefined, expectedOn: openExpectation(since, stage, scale, today, dice) };
    if (stage >= 3 && dice.chance(0.2)) {
      const between = officeMoment(workdayFrom(addDays(localDay(since), Math.max(1, dwell / 2))), dice);
      const last = steps.at(-1);
      if (last && between > since && between < at) steps.push({ at: between, stage: last.stage, probability: String(Math.min(95, Number(last.probability) + 5)) });
    }
    if (won || !advances) {
      const outcome = won ? "won" : "lost";
      steps.push({ at, stage: outcome, probability: won ? "100" : "0" });
      const slip = won ? (dice.chance(0.3) ? 0 : dice.int(-12, 18)) : dice.int(-20, 45);
      const planned = expectedFrom(addDays(day, slip), dice);
      const soonest = addDays(localDay(deal.since), 5);
      return { steps, furthest: stage, outcome, closedOn: day, expectedOn: won && slip === 0 ? day : planned < soonest ? soonest : planned };
    }
    steps.push({ at, stage: STEPS[stage + 1]?.id ?? "engaging", probability: probabilityOf(stage + 1, dice) });
  }
};
