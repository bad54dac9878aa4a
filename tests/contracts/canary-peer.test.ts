import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { Server } from "@hocuspocus/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { RecordId } from "#domain/id.ts";
import { canaries, look, noHits, PEOPLE } from "./canaries.ts";

/**
 * The peer gives a record to whoever may read it, by its authentication hook, and has one document for each record: what a
 * person may not read within one is not its to hold back.
 */
const mayRead = ({ record, permitted }: (typeof canaries)[number], person: RecordId): boolean => record.startsWith("product/") || permitted.has(person);

const byRecord = new Map<string, (typeof canaries)[number]>(canaries.map((one) => [one.record, one]));
const frames = new Map<RecordId, string[]>(PEOPLE.map((person) => [person, []]));
let hits = noHits();

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  stopOnSignals: false,
  onAuthenticate: async ({ documentName, token }) => {
    const canary = byRecord.get(documentName);
    // It prints the words of a refusal: there are thousands.
    if (!canary || !mayRead(canary, token as RecordId)) throw new Error();
  },
  onLoadDocument: async ({ documentName }) => {
    const { seed } = byRecord.get(documentName) ?? {};
    const doc = new Y.Doc();
    for (const [path, value] of Object.entries(seed?.values ?? {})) doc.getMap("fields").set(path, value);
    for (const [name, paragraphs] of Object.entries(seed?.prose ?? {})) doc.getText(name).insert(0, paragraphs.join("\n"));
    return doc;
  },
});

const socketOf = (person: RecordId) =>
  class extends WebSocket {
    constructor(address: string) {
      super(address);
      this.on("message", (bytes: ArrayBuffer) => frames.get(person)?.push(Buffer.from(bytes).toString("latin1")));
    }
  };

/** Asks for every record as this person; resolves when each was sent or refused. */
const askForAll = async (person: RecordId): Promise<void> => {
  const websocketProvider = new HocuspocusProviderWebsocket({ url: server.webSocketURL, WebSocketPolyfill: socketOf(person) });
  const asked = canaries.map(
    ({ record }) =>
      new Promise<HocuspocusProvider>((resolve) => {
        const provider: HocuspocusProvider = new HocuspocusProvider({
          websocketProvider,
          name: record,
          token: person,
          onSynced: () => resolve(provider),
          onAuthenticationFailed: () => resolve(provider),
        });
        provider.attach();
      }),
  );
  for (const provider of await Promise.all(asked)) provider.destroy();
  websocketProvider.destroy();
};

beforeAll(async () => {
  await server.listen();
  for (const person of PEOPLE) await askForAll(person);
  hits = look(new Map([...frames].map(([person, texts]) => [person, texts.join("\n")])));
}, 120_000);
afterAll(() => server.destroy());

describe("the same canaries with Hocuspocus and an authentication hook", () => {
  it("[F-01] each secret reaches everybody who may: the search finds what was sent", () => {
    expect(hits.permitted).toBe(canaries.reduce((sum, { permitted }) => sum + permitted.size, 0));
  });

  it("[F-01] what may be read in part is sent whole: every secret cost reaches whoever may see the product", () => {
    const costs = canaries.filter(({ record }) => record.startsWith("product/"));
    const unseeing = costs.reduce((sum, { permitted }) => sum + PEOPLE.filter((person) => !permitted.has(person)).length, 0);
    console.log(`canaries: Hocuspocus ${hits.other.length} hits outside of the permitted set, Tidebook 0 (canary.test.ts)`);
    expect(hits.other.length).toBe(unseeing);
  });
});
