import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort } from "./process.ts";

/** The core that whatever makes load runs on, and the one of what is measured. */
export const LOAD_CORE = 0;
export const SERVER_CORE = 1;

/** Something of ours that runs in a process of its own: the module that it stands in, by its address, and its name there, whatever the build calls it. */
export interface Program {
  readonly url: string;
  readonly name: string;
  readonly run: (...given: readonly never[]) => Promise<void>;
}

/** Node's arguments that run a program; what it is given can be written as JSON. */
export const running = ({ url, name }: Program, ...given: readonly (string | number | null)[]): readonly string[] => [
  "--input-type=module",
  "-e",
  `const found = Object.values(await import(${JSON.stringify(url)})).find((one) => one?.name === ${JSON.stringify(name)} && one.url); await found.run(...${JSON.stringify(given)});`,
];

/** A program of ours in a process and on a core of its own. */
export interface Apart {
  readonly pid: number;
  readonly ask: <Answer>(question: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once("exit", () => resolve())));

/** On all cores where none is named. */
const startNode = (core: number | null, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess => {
  const [command = "", ...given] = [...(core === null ? [] : ["taskset", "-c", String(core)]), process.execPath, ...args];
  return spawn(command, given, { stdio: ["ignore", "pipe", "pipe", "ipc"], env: { ...process.env, ...env } });
};

const watchProblems = (child: ChildProcess): (() => string) => {
  let problems = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    problems = (problems + chunk.toString()).slice(-2_000);
  });
  return () => problems.trim();
};

interface Started {
  readonly core?: number;
  readonly flags?: readonly string[];
  readonly given?: readonly (string | number | null)[];
}

/** Runs a program that answers questions, one at a time. */
export const startApart = async (program: Program, { core, flags = [], given = [] }: Started): Promise<Apart> => {
  const child = startNode(core ?? null, [...flags, ...running(program, ...given)]);
  const problems = watchProblems(child);
  child.stdout?.resume();
  const next = <Answer>(): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const over = (): void => reject(new Error(`a program ended: ${problems()}`));
      child.once("exit", over);
      child.once("message", (message: { readonly answer?: Answer; readonly failed?: string }) => {
        child.off("exit", over);
        if (message.failed !== undefined) reject(new Error(message.failed));
        else resolve(message.answer as Answer);
      });
    });
  await next();
  return {
    pid: child.pid ?? 0,
    ask: (question) => {
      const answer = next<never>();
      child.send(question);
      return answer;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};

/** The other side of `startApart`: tells that it is there, and answers each question. */
export const answerQuestions = <Question>(answer: (question: Question) => Promise<unknown>): void => {
  const say = (message: object): void => void (process.connected && process.send?.(message));
  process.on("disconnect", () => process.exit());
  process.on("message", (question) => {
    answer(question as Question).then(
      (given) => say({ answer: given ?? null }),
      (error: unknown) => say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  say({ answer: null });
};

/** A server that is measured: where it listens, and its process. */
export interface Measured {
  readonly port: number;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  /** Ends it as a power failure does. */
  readonly kill: () => Promise<void>;
}

const answers = async (port: number): Promise<boolean> => {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
};

const PATIENCE = 120_000;

/** Starts a Node program on the core of what is measured, and resolves once it answers on its port; `args` is told which that is. */
export const startMeasured = async (args: (port: number) => readonly string[], env: (port: number) => NodeJS.ProcessEnv = () => ({}), given?: number): Promise<Measured> => {
  const port = given ?? (await freePort());
  const child = startNode(SERVER_CORE, args(port), env(port));
  const problems = watchProblems(child);
  child.stdout?.resume();
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  const started = Date.now();
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() - started > PATIENCE) {
      await end("SIGKILL");
      throw new Error(`${args(port)[0] ?? "a program"} does not listen: ${problems()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { port, pid: child.pid ?? 0, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
};

/** Time that all threads of a process have had of the processors, in microseconds. The system counts it in hundredths of a second. */
export const processorTime = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
};

/** Memory of a process that is in the machine's memory, in bytes. */
export const residentMemory = (pid: number): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1] ?? 0) * 1_024;
