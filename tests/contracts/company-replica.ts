import { serialize } from "node:v8";
import type { Clock } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import type { Relay } from "#sync-server/relay.ts";
import { createReplica, type Replica } from "#workers/replica/replica.ts";
import { createMemoryStorage } from "#workers/replica/storage/memory.ts";
import { TABLES } from "#workers/replica/storage/storage.ts";
import { createSingleTab } from "#workers/replica/tabs.ts";
import { createDice } from "#tests/simulation/dice.ts";

export interface CompanyReplica {
  readonly replica: Replica;
  /** Everything that its storage holds in any table, and everything that it logged. */
  readonly traces: () => Promise<string>;
}

/** The device of somebody of the company, as a browser has it, when it has everything that it is given. */
export const createCompanyReplica = async ({ relay, clock }: { readonly relay: Relay; readonly clock: Clock }, user: RecordId, seed: number): Promise<CompanyReplica> => {
  const storage = createMemoryStorage();
  const logged: unknown[] = [];
  const replica = await createReplica({
    storage,
    connect: (events) => {
      const receiver = relay.accept({
        send: (bytes) => void setImmediate(() => events.message(bytes)),
        close: (reason) => void setImmediate(() => events.closed(CLOSE[reason].code)),
        waiting: () => 0,
      });
      setImmediate(events.opened);
      return { send: (bytes) => void setImmediate(() => receiver.receive(bytes)), close: receiver.closed };
    },
    http: async (_method, path) => {
      if (path === "/api/ticket") return { status: 200, body: { ticket: await relay.tokens.issue("ticket", user) } };
      return { status: 200, body: path === "/api/device" ? { wipe: false } : { id: user, name: user.slice(5) } };
    },
    clock,
    random: createDice(seed),
    timers: { set: (call, milliseconds) => setTimeout(call, milliseconds), clear: (timer) => clearTimeout(timer as NodeJS.Timeout) },
    tabs: createSingleTab(),
    log: (...what) => void logged.push(what),
    offsetMinutes: () => 0,
    locale: () => "en",
    online: () => true,
    persist: () => undefined,
  });
  await replica.start();
  await new Promise<void>((resolve) => replica.watchState(({ kind }) => void (kind === "saved" && resolve())));
  return {
    replica,
    traces: async () => {
      const tables = await Promise.all(TABLES.map((table) => storage.entries(table)));
      return serialize([tables, JSON.stringify(logged)]).toString("latin1");
    },
  };
};
