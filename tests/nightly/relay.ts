import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { seedCommit } from "#sync-server/seed.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, BEN, COMPANY, DEAL } from "#tests/unit/sync-server/company.ts";

export interface Question {
  readonly ask: "ticket" | "stall" | "stop";
  readonly user?: string;
}

/** Time that this thread has had of the processor, in microseconds; where the system does not tell, that of the whole process. */
const processorTime = (): number => {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[0]) / 1e3;
  } catch {
    const { user, system } = process.cpuUsage();
    return user + system;
  }
};

/** A relay on a disk, in a process of its own, which tells how long its event loop stood still at most since it was last asked: by the clock, and of the processor's time. */
export const runRelay = async (): Promise<void> => {
  const shared = COMPANY.map((record) => (record.id === ACME || record.id === DEAL ? { ...record, values: { ...record.values, [`set/sharedWith/${BEN}`]: 1 } } : record));
  const folder = mkdtempSync(join(tmpdir(), "tidebook-nightly-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const served = await serveHere({ storage: createSqliteStorage(join(folder, "relay.sqlite")), prepare: (relay) => relay.seed((counters) => seedCommit(counters, shared)) });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let [longest, last] = [0, processorTime()];
  // Work that other processes interrupt takes longer by the clock, and no more of the processor.
  const watch = () => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
  };
  // Once in every round of the event loop: what it sees is what everybody else waits for.
  const tick = () => {
    watch();
    setImmediate(tick);
  };
  tick();
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
