import { monitorEventLoopDelay } from "node:perf_hooks";
import { seedCommit } from "#sync-server/seed.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, BEN, COMPANY, DEAL } from "#tests/unit/sync-server/company.ts";

export interface Question {
  readonly ask: "ticket" | "stall" | "stop";
  readonly user?: string;
}

/** A relay in a process of its own, which tells how long its event loop stood still at most since it was last asked: by the clock, and of the processor's time. */
export const runRelay = async (): Promise<void> => {
  const shared = COMPANY.map((record) => (record.id === ACME || record.id === DEAL ? { ...record, values: { ...record.values, [`set/sharedWith/${BEN}`]: 1 } } : record));
  const served = await serveHere({ prepare: (relay) => relay.seed((counters) => seedCommit(counters, shared)) });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let [longest, last] = [0, process.cpuUsage()];
  // Work that other processes interrupt takes longer by the clock, and no more of the processor.
  const watch = () => {
    const now = process.cpuUsage();
    longest = Math.max(longest, now.user + now.system - last.user - last.system);
    last = now;
  };
  setInterval(watch, 1);
  const answers: Readonly<Record<Question["ask"], (question: Question) => Promise<unknown>>> = {
    ticket: async ({ user }) => served.relay.tokens.issue("ticket", user as never),
    stall: async () => {
      watch();
      const [milliseconds, processor] = [delay.max / 1e6, longest / 1e3];
      globalThis.gc?.();
      delay.reset();
      watch();
      longest = 0;
      return { milliseconds, processor, rss: process.memoryUsage().rss };
    },
    stop: async () => served.stop().then(() => process.disconnect()),
  };
  process.on("disconnect", () => process.exit());
  process.on("message", (question: Question) => void answers[question.ask](question).then((answer) => process.connected && process.send?.({ answer })));
  process.send?.({ answer: served.port });
};
