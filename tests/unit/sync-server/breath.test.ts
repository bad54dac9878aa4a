import { expect, it } from "vitest";
import { createBreath } from "#sync-server/breath.ts";
import { createTurns } from "#sync-server/turns.ts";
import { createSettableClock } from "./company.ts";

it("[H-12] work that goes on gives everybody else their turn after a while, and keeps its order", async () => {
  const clock = createSettableClock();
  const deferred: (() => void)[] = [];
  const breathe = createBreath(clock, (call) => deferred.push(call));
  const turns = createTurns(breathe);
  const done: number[] = [];
  for (const job of [1, 2, 3, 4]) {
    void turns.run(async () => {
      done.push(job);
      clock.pass(6);
    });
  }
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  await rest();
  expect([done, deferred.length]).toEqual([[1, 2], 1]);
  deferred.splice(0).forEach((call) => call());
  await rest();
  expect([done, deferred.length]).toEqual([[1, 2, 3, 4], 0]);
});
