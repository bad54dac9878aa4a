import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Ticks that it has used, and those it has started that are no more. */
  readonly ticks: number;
}

/** Of a second, as the kernel counts them. */
const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

const processes = (): readonly Process[] =>
  readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const line = readFileSync(`/proc/${name}/stat`, "utf8");
      const end = line.lastIndexOf(")");
      const fields = line.slice(end + 2).split(" ");
      return [{ pid: Number(name), parent: Number(fields[1]), name: line.slice(line.indexOf("(") + 1, end), ticks: fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) }];
    } catch {
      return [];
    }
  });

const treeOf = (all: readonly Process[], root: number): readonly Process[] =>
  all.flatMap((one) => (one.pid === root ? [one] : one.parent === root ? treeOf(all, one.pid) : []));

/** Processes that this one has started, by name. */
export const startedHere = (name: string): readonly number[] => processes().flatMap((one) => (one.parent === process.pid && one.name === name ? [one.pid] : []));

export const childrenOf = (parent: number): readonly number[] => processes().flatMap((one) => (one.parent === parent ? [one.pid] : []));

/** Milliseconds of processor that a process and those it has started have used. */
export const cpuOf = (root: number): number => {
  const all = processes();
  return (treeOf(all, root).reduce((sum, { ticks }) => sum + ticks, 0) * 1_000) / ticksPerSecond;
};
