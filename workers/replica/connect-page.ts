import * as comlink from "comlink";
import { onEnd } from "./alive.ts";
import { takeEarlyWorker } from "./early-worker.ts";
import type { RecordId } from "#domain/id.ts";
import type { ReplicaApi } from "./api.ts";
import { nameOfViewing } from "./viewing.ts";

export interface PageReplica {
  readonly api: comlink.Remote<ReplicaApi>;
  /** Ends the worker. Nothing is lost: what was committed is stored. */
  readonly stop: () => void;
}

/** Only pages have `persist`, which the worker's view of the platform does not list. */
const pageStorage = (navigator.storage ?? {}) as { readonly persist?: () => Promise<boolean> };

/** Time the worker may take to open its storage before the page counts it as failed, in milliseconds. */
const PATIENCE = 30_000;

/** The calls of `ReplicaApi` that answer a handle and go on telling. */
export const LIVE_CALLS = ["watchState", "list", "board", "counts", "row", "titles", "rights", "attention", "overtaken", "report", "pivot", "funnel", "forecast"] as const satisfies readonly (keyof ReplicaApi)[];

/** What a fresh worker must be told again. */
export const REMEMBERED_CALLS = ["setLocale", "setVisible"] as const satisfies readonly (keyof ReplicaApi)[];

/**
 * Starts the replica's worker and resolves once it answers. `crashed` is called when it dies later: live results have stopped then,
 * and the page connects anew. `viewing`: it shows what that person sees.
 */
export const connectReplica = (crashed: (reason: string) => void, viewing: RecordId | null = null): Promise<PageReplica> =>
  new Promise((resolve, reject) => {
    const early = viewing === null ? takeEarlyWorker() : null;
    const own = early?.name ?? `replica-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    const thread = viewing === null ? own : nameOfViewing(own, viewing);
    const worker = early?.worker ?? new Worker(new URL("./replica.worker.ts", import.meta.url), { type: "module", name: thread });
    let is: "starting" | "running" | "ended" = "starting";
    const fail = (reason: string): void => {
      if (is === "ended") return;
      const before = is;
      is = "ended";
      clearTimeout(timer);
      worker.terminate();
      if (before === "running") crashed(reason);
      else reject(new Error(reason));
    };
    const timer = setTimeout(() => fail("the replica did not start"), PATIENCE);
    worker.addEventListener("error", (event) => {
      // An error inside one call is the caller's; one before the start, or of the script itself, ends the worker.
      if (is === "starting" || event.message === "") fail(event.message || "the replica stopped");
    });
    worker.addEventListener("messageerror", () => fail("a message of the replica could not be read"));
    const hear = (data: unknown): void => {
      if (typeof data !== "object" || data === null) return;
      if ("persist" in data) void pageStorage.persist?.();
      if (is !== "starting" || !("ready" in data)) return;
      clearTimeout(timer);
      is = "running";
      onEnd(navigator.locks, thread, () => fail("the replica's thread ended"));
      resolve({
        api: comlink.wrap<ReplicaApi>(worker),
        stop: () => {
          is = "ended";
          worker.terminate();
        },
      });
    };
    worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => hear(data));
    for (const message of early?.messages ?? []) hear(message);
  });
