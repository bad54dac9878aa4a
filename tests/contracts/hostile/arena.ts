import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { WebSocket } from "ws";
import { expect } from "vitest";
import { docId, type RecordId } from "#domain/id.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { seedCommit, type SeedRecord } from "#sync-server/seed.ts";
import { systemClock, type Served } from "#sync-server/serve.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { serveHere } from "#tests/served.ts";
import { ACME, ANNA, BEN, BOSS, COMPANY, DEAL } from "#tests/unit/sync-server/company.ts";
import { createRawDevice, type RawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { overNetwork, roundTrip } from "./over-network.ts";

/** A whole relay on a port, with a database on a disk that is read behind its back. Ben may read and write Acme and the deal: both are shared with him. */
export interface Arena {
  readonly served: Served;
  readonly address: string;
  /** A device that speaks by hand over a websocket of its own. */
  readonly device: (user: RecordId) => Promise<RawDevice>;
  /** A websocket that says nothing by itself. */
  readonly socket: (path?: string, protocols?: readonly string[]) => Promise<RawSocket>;
  /** Every line of every table that an attack could leave something in. */
  readonly stored: () => Promise<string>;
  /** What the log of commits holds, as bytes. */
  readonly logged: () => string;
  /** Runs `attack` beside honest people on the same records, and shows that it left nothing behind that they or the database could notice. */
  readonly withstands: (attack: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RawSocket {
  readonly socket: WebSocket;
  readonly received: Uint8Array[];
  readonly send: (bytes: Uint8Array) => void;
  /** Code and reason of the close. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly isOpen: () => boolean;
  /** Resolves once the relay has taken in what was sent before. */
  readonly heard: () => Promise<void>;
}

const SHARED: readonly SeedRecord[] = COMPANY.map((record) =>
  record.id === ACME || record.id === DEAL ? { ...record, values: { ...record.values, [`set/sharedWith/${BEN}`]: 1 } } : record,
);

/** Kept answers, devices and secrets handed out are each person's own; nobody else sees them. */
const TABLES = ["counter", "document", "doc_scope", "link", "purged", "history", "number", "series", "writer"] as const;

export const createArena = async (more: Partial<Parameters<typeof serveHere>[0]> = {}): Promise<Arena> => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-hostile-"));
  const file = join(folder, "relay.sqlite");
  const faults: unknown[] = [];
  const served = await serveHere({
    storage: createSqliteStorage(file),
    prepare: (relay) => relay.seed((counters) => seedCommit(counters, SHARED)),
    report: (what, error) => void faults.push([what, error]),
    ...more,
  });
  const database = new Database(file, { readonly: true });
  const open: (() => void)[] = [];

  const device: Arena["device"] = async (user) => {
    const device = createRawDevice(overNetwork(served.port, served.relay), systemClock);
    open.push(device.disconnect);
    await device.connect(user);
    return device;
  };

  const socket: Arena["socket"] = async (path = "/sync", protocols = []) => {
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}${path}`, [...protocols]);
    open.push(() => socket.terminate());
    const received: Uint8Array[] = [];
    socket.on("message", (data: Buffer) => received.push(new Uint8Array(data)));
    socket.on("error", () => undefined);
    const closed = new Promise<{ code: number; reason: string }>((resolve) => socket.on("close", (code, reason) => resolve({ code, reason: String(reason) })));
    await new Promise((resolve) => {
      socket.once("open", resolve);
      socket.once("close", resolve);
    });
    return { socket, received, send: (bytes) => socket.send(bytes), closed, isOpen: () => socket.readyState === socket.OPEN, heard: () => roundTrip(socket) };
  };

  const line = (row: unknown) => JSON.stringify(row, (_, cell: unknown) => ((cell as { type?: unknown } | null)?.type === "Buffer" ? Buffer.from((cell as { data: number[] }).data).toString("latin1") : cell));
  /** How far the log of commits has been put into the tables says nothing of what they hold. */
  const isContent = (row: unknown): boolean => (row as { readonly name?: unknown }).name !== "logged";
  const stored = async (): Promise<string> => {
    // Whatever is asked of the chain completes the tables first.
    await served.relay.storage.links(0, 1);
    return TABLES.map((table) => [table, ...database.prepare(`SELECT * FROM "${table}" ORDER BY 1`).all().filter(isContent).map(line).sort()].join("\n")).join("\n");
  };
  const logged = (): string => ["a", "b"].map((end) => readFileSync(`${file}.commits-${end}`, "latin1")).join("");

  const anna = await device(ANNA);
  const boss = await device(BOSS);
  let edits = 0;

  /** Both records can be edited by their owner, and everybody who reads them sees it. */
  const goesOn = async (): Promise<void> => {
    for (const [record, path] of [[ACME, "region"], [DEAL, "address"]] as const) {
      edits += 1;
      const value = `edit ${edits}`;
      expect(await anna.push(anna.edit(docId(record), { [path]: value }))).toMatchObject({ ok: true });
      await boss.settled();
      expect(boss.row(record)?.[path]).toBe(value);
    }
  };

  return {
    served,
    address: `127.0.0.1:${served.port}`,
    device,
    socket,
    stored,
    logged,
    withstands: async (attack) => {
      const before = await stored();
      const seen = [anna.received.length, boss.received.length];
      await attack();
      await boss.settled();
      expect(await stored()).toBe(before);
      expect([...anna.received.slice(seen[0]), ...boss.received.slice(seen[1])].filter(({ type }) => type === "page" || type === "presenceOf")).toEqual([]);
      expect([anna.closed, boss.closed, faults]).toEqual([null, null, []]);
      await goesOn();
    },
    close: async () => {
      for (const end of open) end();
      database.close();
      await served.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

export const CODE = Object.fromEntries(Object.entries(CLOSE).map(([reason, { code }]) => [reason, code])) as Readonly<Record<keyof typeof CLOSE, number>>;
