import { serve, type Served, type ServeOptions } from "#sync-server/serve.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";

/** A relay on a free port of this machine that keeps nothing, logs nothing and serves no app, unless it is told otherwise. */
export const serveHere = (options: Pick<ServeOptions, "prepare"> & Partial<ServeOptions>): Promise<Served> =>
  serve({ storage: createMemoryStorage(), host: "127.0.0.1", port: 0, app: null, origins: [], trustProxy: false, report: () => undefined, ...options });
