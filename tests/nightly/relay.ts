import { monitorEventLoopDelay } from "node:perf_hooks";
import { seedCommit } from "#sync-server/seed.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, BEN, COMPANY, DEAL } from "#tests/unit/sync-server/company.ts";

export interface Question {
  readonly ask: "ticket" | "stall" | "stop";
  readonly user?: string;
}

/** A relay in a process of its own, which tells how long its event loop stood still since it was last asked. */
export const runRelay = async (): Promise<void> => {
  const shared = COMPANY.map((record) => (record.id === ACME || record.id === DEAL ? { ...record, values: { ...record.values, [`set/sharedWith/${BEN}`]: 1 } } : record));
  const served = await serveHere({ prepare: (relay) => relay.seed((counters) => seedCommit(counters, shared)) });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const answers: Readonly<Record<Question["ask"], (question: Question) => Promise<unknown>>> = {
    ticket: async ({ user }) => served.relay.tokens.issue("ticket", user as never),
    stall: async () => {
      const milliseconds = delay.max / 1e6;
      delay.reset();
      globalThis.gc?.();
      return { milliseconds, rss: process.memoryUsage().rss };
    },
    stop: async () => served.stop().then(() => process.disconnect()),
  };
  process.on("disconnect", () => process.exit());
  process.on("message", (question: Question) => void answers[question.ask](question).then((answer) => process.connected && process.send?.({ answer })));
  process.send?.({ answer: served.port });
};
