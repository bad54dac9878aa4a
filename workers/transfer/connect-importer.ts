import * as comlink from "comlink";
import type { ReplicaApi } from "#workers/replica/api.ts";
import type { Importer } from "./importer.ts";

/** Starts the transfer worker and connects it to the page's replica; bulk data then passes between the two alone. */
export const connectImporter = async (api: comlink.Remote<ReplicaApi>): Promise<comlink.Remote<Importer>> => {
  const worker = new Worker(new URL("./transfer.worker.ts", import.meta.url), { type: "module", name: "transfer" });
  const { port1, port2 } = new MessageChannel();
  await api.bridge(comlink.transfer(port1, [port1]));
  const remote = comlink.wrap<{ connect: (port: MessagePort) => Importer & comlink.ProxyMarked }>(worker);
  return (await remote.connect(comlink.transfer(port2, [port2]))) as unknown as comlink.Remote<Importer>;
};
