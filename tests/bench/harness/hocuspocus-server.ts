import { Server } from "@hocuspocus/server";
import type { Program } from "./apart.ts";

/** Hocuspocus as it comes: no hook of ours, nothing stored. */
export const hocuspocusServer: Program = {
  url: import.meta.url,
  name: "hocuspocus-server",
  run: async (port: number) => void (await new Server({ port, address: "127.0.0.1", quiet: true }).listen()),
};
