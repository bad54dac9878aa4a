import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { overNetwork } from "#tests/contracts/hostile/over-network.ts";
import { besiege, type Siege } from "#tests/fuzz/siege.ts";
import { compare } from "#tests/policy-model/compare.ts";
import { ANNA, BEN, DEAL } from "#tests/unit/sync-server/company.ts";
import { createRawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { docId } from "#domain/id.ts";
import { MAX_OF_PERSON } from "#sync-server/connection.ts";
import { CORPUS } from "./corpus.ts";
import { crowd } from "./crowd.ts";
import { runRelay, type Question } from "./relay.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);
const memory = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;

interface Stall {
  readonly milliseconds: number;
  readonly processor: number;
  readonly rss: number;
}

/** A relay in a process of its own, and what may be asked of it. */
const startApart = async () => {
  const child = fork(fileURLToPath(import.meta.url), ["--relay"], { execArgv: ["--expose-gc"] });
  const answered = () => new Promise<unknown>((resolve) => child.once("message", (message) => resolve((message as { answer: unknown }).answer)));
  let last: Promise<unknown> = Promise.resolve();
  const ask = (question: Question) =>
    (last = last.then(() => {
      const answer = answered();
      child.send(question);
      return answer;
    }));
  const port = (await answered()) as number;
  const relay = { read: async (job: (view: never) => Promise<never>) => job(undefined as never), tokens: { issue: async (_kind: string, user: string) => (await ask({ ask: "ticket", user })) as string } };
  const device = async (user: typeof ANNA) => {
    const one = createRawDevice(overNetwork(port, relay as never), { now: () => Date.now() });
    await one.connect(user);
    return one;
  };
  return {
    port,
    device,
    ticket: async (user: typeof ANNA) => (await ask({ ask: "ticket", user })) as string,
    stall: async () => (await ask({ ask: "stall" })) as Stall,
    stop: () => child.send({ ask: "stop" } satisfies Question),
  };
};

/** Every entry of the corpus, over a real socket, beside an honest device. */
const stalls = async (rounds: number): Promise<boolean> => {
  const { device, stall, stop } = await startApart();
  const [anna, ben] = [await device(ANNA), await device(BEN)];
  for (const [, make] of CORPUS) {
    for (const bytes of [make(ben)].flat()) ben.send(bytes);
    await ben.settled();
    if (ben.closed) await ben.connect(BEN);
  }
  const idle = await stall();
  let [worst, worstSeen, honest] = [0, 0, 0];
  for (const [what, make] of CORPUS) {
    let [longest, seen] = [0, 0];
    for (let left = rounds; left > 0; left -= 1) {
      const frames = [make(ben)].flat();
      await stall();
      for (const bytes of frames) ben.send(bytes);
      await ben.settled();
      const { milliseconds, processor } = await stall();
      longest = Math.max(longest, processor);
      seen = Math.max(seen, milliseconds);
      if (ben.closed) await ben.connect(BEN);
      if ((await anna.push(anna.edit(docId(DEAL), { budget: String(honest) }))).ok) honest += 1;
    }
    worst = Math.max(worst, longest);
    worstSeen = Math.max(worstSeen, seen);
    say(`  ${longest.toFixed(1).padStart(7)} ms of the processor, ${seen.toFixed(1).padStart(7)} ms by the clock  ${what}`);
  }
  const end = await stall();
  const unharmed = honest === rounds * CORPUS.length && anna.closed === null;
  say(`stalls: the longest ${worst.toFixed(1)} ms of the processor, ${worstSeen.toFixed(1)} ms by the clock; honest edits ${honest} of ${rounds * CORPUS.length}; memory ${memory(idle.rss)} before, ${memory(end.rss)} after`);
  for (const one of [anna, ben]) one.disconnect();
  stop();
  return unharmed && worst < 50;
};

/** Many connections of one account, while a colleague goes on editing. */
const siegeOfOne = async (count: number): Promise<boolean> => {
  const { port, device, ticket, stall, stop } = await startApart();
  const anna = await device(ANNA);
  const before = await stall();
  const waits: number[] = [];
  let honest = 0;
  const { open, ended } = await crowd(port, () => ticket(BEN), count, async () => {
    const began = performance.now();
    if ((await anna.push(anna.edit(docId(DEAL), { budget: String(waits.length) }))).ok) honest += 1;
    waits.push(performance.now() - began);
  });
  const after = await stall();
  const codes = [...ended].map(([code, times]) => `${times} × ${code}`).join(", ");
  say(`crowd: ${count} connections of one account: ${open} open at most, ended ${codes}; honest edits ${honest} of ${waits.length}, the slowest ${Math.max(...waits).toFixed(0)} ms; memory ${memory(before.rss)} before, ${memory(after.rss)} after`);
  anna.disconnect();
  stop();
  return honest === waits.length && open <= MAX_OF_PERSON;
};

/** How much the heap grows once the first frames are through, in bytes. */
const heapGrowth = async (frames: number, seed: number, hostile: boolean): Promise<{ readonly tally: Siege; readonly base: number; readonly grown: number }> => {
  const warm = Math.min(100_000, frames / 5);
  let [base, last] = [0, 0];
  const round = (sent: number): void => {
    if (sent % 50_000 !== 0 && sent < frames) return;
    globalThis.gc?.();
    last = process.memoryUsage().heapUsed;
    if (base === 0 && sent >= warm) base = last;
    say(`  ${hostile ? `${sent} frames` : `the edits beside ${sent} frames alone`}, heap ${memory(last)}`);
  };
  const tally = await besiege({ seed, frames, round, hostile });
  return { tally, base, grown: last - base };
};

/** What the same honest edits cost without any hostile frame, the history that memory keeps of them above all, is taken off. */
const fuzz = async (frames: number, seed: number): Promise<boolean> => {
  const alone = await heapGrowth(frames, seed, false);
  const { tally, base, grown } = await heapGrowth(frames, seed, true);
  const share = ((grown - alone.grown) / base) * 100;
  say(`fuzz: seed ${seed}: ${JSON.stringify(tally)}; memory grew by ${memory(grown)}, by ${memory(alone.grown)} without the frames: ${share.toFixed(1)} % for the frames`);
  return share < 5;
};

const policy = (cases: number, seed: number): boolean => {
  const { readable, writable, disagreements } = compare(seed, cases);
  for (const line of disagreements.slice(0, 5)) say(`  ${line}`);
  say(`policy: seed ${seed}: ${cases} cases, ${readable} readable, ${writable} writable, ${disagreements.length} disagreements`);
  return disagreements.length === 0;
};

const run = async (): Promise<void> => {
  const { values } = parseArgs({
    // None of one kind leaves it out.
    options: { relay: { type: "boolean" }, frames: { type: "string", default: "1000000" }, cases: { type: "string", default: "1000000" }, rounds: { type: "string", default: "5" }, crowd: { type: "string", default: "10000" }, seed: { type: "string", default: "20261122" } },
  });
  if (values.relay) return runRelay();
  const seed = Number(values.seed);
  const [connections, rounds, cases, frames] = [values.crowd, values.rounds, values.cases, values.frames].map(Number) as [number, number, number, number];
  const held = [
    connections === 0 || (await siegeOfOne(connections)),
    rounds === 0 || (await stalls(rounds)),
    cases === 0 || policy(cases, seed),
    frames === 0 || (await fuzz(frames, seed)),
  ];
  process.exit(held.every(Boolean) ? 0 : 1);
};

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
