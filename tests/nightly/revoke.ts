import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openReplica } from "#sync-server/cli/session.ts";
import { freePort, startProgram } from "#tests/bench/harness/process.ts";
import type { Replica } from "#workers/replica/replica.ts";

const { values } = parseArgs({ options: { times: { type: "string", default: "500" } } });
const times = Number(values.times);
const folder = mkdtempSync(join(tmpdir(), "tidebook-revoke-"));
const port = await freePort();
const stopRelay = await startProgram(join(process.cwd(), "dist", "relay", "main.js"), ["--port", String(port), "--data", folder], port);

const open = async (account: string): Promise<{ readonly replica: Replica; readonly id: string }> => {
  const replica = await openReplica({ url: `http://127.0.0.1:${port}`, timeout: "60", locale: "en" });
  const me = await replica.signIn(account, "tidebook");
  if (!me.ok) throw new Error(`${account} could not sign in: ${me.error.type}`);
  await new Promise<void>((resolve) => {
    const live = replica.watchState(({ kind, progress }) => {
      if (kind !== "saved" || progress !== null) return;
      queueMicrotask(() => live.stop());
      resolve();
    });
  });
  return { replica, id: me.value.id };
};

try {
  const [owner, colleague] = [await open("lin.yuhan"), await open("zhao.xiaotong")];
  const seen = new Set((await colleague.replica.allRows("customer")).map(({ id }) => id));
  const record = (await owner.replica.allRows("customer")).find(({ id }) => !seen.has(id))?.id;
  if (!record) throw new Error("the colleague sees every customer");

  /** Resolves at the moment when the row of the colleague is there, or not there. */
  const until = (there: boolean): Promise<number> =>
    new Promise((resolve) => {
      const live = colleague.replica.row(record, (row) => {
        if ((row !== null) !== there) return;
        queueMicrotask(() => live.stop());
        resolve(performance.now());
      });
    });
  const path = `set/readers/${colleague.id}`;
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const came = until(true);
    await owner.replica.commit([{ record, values: { [path]: 1 } }]);
    await came;
    const gone = until(false);
    const started = performance.now();
    await owner.replica.commit([{ record, values: { [path]: null } }]);
    taken.push((await gone) - started);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(1);
  process.stdout.write(`revoked ${times} times: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms\n`);
  for (const { replica } of [owner, colleague]) replica.stop();
} finally {
  await stopRelay();
  rmSync(folder, { recursive: true, force: true });
}
