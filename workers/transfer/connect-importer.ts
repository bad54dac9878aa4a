import * as comlink from "comlink";
import { onEnd } from "#workers/replica/alive.ts";
import type { ReplicaApi } from "#workers/replica/api.ts";
import type { Importer } from "./importer.ts";

interface TransferWorker {
  readonly connect: (port: MessagePort) => Importer & comlink.ProxyMarked;
  readonly again: (port: MessagePort) => void;
}

export interface ImporterEvents {
  /** Tells each time the replica's worker has been replaced; answers what ends the telling. */
  readonly onRestart: (call: () => void) => () => void;
  /** The transfer worker has ended: nothing it was asked is answered any more. */
  readonly ended: () => void;
}

/** Starts the transfer worker and connects it to the page's replica; bulk data then passes between the two alone. */
export const connectImporter = async (api: comlink.Remote<ReplicaApi>, { onRestart, ended }: ImporterEvents): Promise<comlink.Remote<Importer>> => {
  const thread = `transfer-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  const worker = new Worker(new URL("./transfer.worker.ts", import.meta.url), { type: "module", name: thread });
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "object" && data !== null && "ready" in data) resolve();
    });
    worker.addEventListener("error", ({ message }) => reject(new Error(message || "the transfer worker did not start")));
  });
  const remote = comlink.wrap<TransferWorker>(worker);
  const bridge = async (): Promise<MessagePort> => {
    const { port1, port2 } = new MessageChannel();
    await api.bridge(comlink.transfer(port1, [port1]));
    return comlink.transfer(port2, [port2]);
  };
  const unfollow = onRestart(() => void bridge().then((port) => remote.again(port)));
  onEnd(navigator.locks, thread, () => {
    unfollow();
    worker.terminate();
    ended();
  });
  return (await remote.connect(await bridge())) as unknown as comlink.Remote<Importer>;
};
