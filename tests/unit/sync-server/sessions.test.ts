import { expect, it } from "vitest";
import { docId, recordId, type RecordId } from "#domain/id.ts";
import { CLEAR } from "#domain/policy/lens.ts";
import { EVERYONE, type Scope } from "#domain/policy/scope.ts";
import type { Published } from "#sync-server/batch.ts";
import { createConnection, type Session } from "#sync-server/connection.ts";
import { createGround } from "#sync-server/ground.ts";
import { createPresence } from "#sync-server/presence.ts";
import { createSessions } from "#sync-server/sessions.ts";
import { FIRST_DEVICE, type StoredDocument } from "#sync-server/storage/storage.ts";
import { ANNA, createCompany } from "./company.ts";

/** A relay's devices of Anna, with what happens one after the other while a commit is sent to them. */
const createDevices = async (count: number) => {
  const { storage, clock } = await createCompany();
  const happened: string[] = [];
  const breathe = async (): Promise<void> => void happened.push("rest");
  const report = (what: string, error: unknown): never => {
    throw new Error(what, { cause: error });
  };
  const ground = await createGround({ storage, clock, breathe: () => undefined, report });
  const { directory } = ground;
  const standing: typeof directory.standing = (user) => {
    happened.push("standing");
    return directory.standing(user);
  };
  const scopes: ReadonlySet<Scope> = new Set(directory.standing(ANNA)?.scopes);
  const sessions = createSessions({ storage, ground: { ...ground, directory: { ...directory, standing } }, presence: createPresence(), breathe, report });
  for (let at = 0; at < count; at += 1) {
    const connection = createConnection({ send: () => undefined, close: () => undefined, waiting: () => 0 }, clock.now());
    const session: Session = {
      person: ANNA,
      viewer: null,
      device: FIRST_DEVICE + at,
      signIn: null,
      handingIn: false,
      offset: 0,
      older: false,
      scopes,
      lenses: CLEAR,
      catchUp: null,
      wanted: 0,
      pages: Promise.resolve(),
      watching: new Set(),
      present: { user: { id: ANNA, name: "anna" }, owns: () => false, lens: () => undefined, send: () => undefined },
    };
    sessions.add(connection);
    sessions.welcome(connection, session);
  }
  return { sessions, happened };
};

const published = (record: RecordId, seq: number): Published => {
  const after: StoredDocument = { doc: docId(record), seq, snapshot: new Uint8Array(), row: { id: record }, scopes: [EVERYONE], clocks: {} };
  return { doc: after.doc, seq, before: [EVERYONE], after, diff: null };
};

/** The most of these that happen one after the other without a rest. */
const longest = (happened: readonly string[]): number => Math.max(...happened.join("").split("rest").map((stretch) => stretch.length / "standing".length));

it("[H-12] [F-05] when the organisation changes everybody else has their turn between two people whose rights are looked at", async () => {
  const { sessions, happened } = await createDevices(50);
  await sessions.publish([published(ANNA, 100)], 99, new Set());
  expect(happened.filter((one) => one === "standing")).toHaveLength(50);
  expect(longest(happened)).toBe(1);
});

it("[H-12] [F-02] whom a commit concerns is found with everybody else's turn between two of its documents", async () => {
  const { sessions, happened } = await createDevices(2);
  await sessions.publish(Array.from({ length: 30 }, (_, at) => published(recordId("product", `p${at}`), 100 + at)), 99, new Set());
  expect(happened.length).toBeGreaterThanOrEqual(30);
});
