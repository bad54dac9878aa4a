import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { ENTITIES } from "#domain/entities/registry.ts";
import { docId, kindOf, recordId } from "#domain/id.ts";
import { isOrganisation } from "#domain/policy/organisation.ts";
import { isDeleted } from "#domain/schema/read.ts";
import { createSqliteStorage } from "#sync-server/storage/sqlite.ts";
import { EMPTY_COMMIT, type Storage, type StoredDocument } from "#sync-server/storage/storage.ts";
import { startServer } from "#tests/browser/server.ts";
import type { BenchContext } from "./bench.ts";
import { keyOf } from "./keys.ts";

/** A workspace that a relay can be started on, and the same documents for others. */
export interface FilledWorkspace {
  /** Folder of the relay's data. Each server is to get a copy. */
  readonly data: string;
  /** Folder of the same documents: `names.json`, `ends.json` and `contents.bin`. */
  readonly documents: string;
  readonly records: number;
  /** Those that are not in the recycle bin. */
  readonly customers: number;
  /** Bytes of the rows' JSON, packed at level 3: what is said at the least. */
  readonly content: number;
}

const AT_ONCE = 5_000;
/** What is read again and again: people, departments and products are few in any company. */
const ONCE: ReadonlySet<string> = new Set(ENTITIES.flatMap(({ kind }) => (isOrganisation(kind) ? [kind] : [])).concat("product", "workspace", "view"));

const copyOf = (stored: StoredDocument, seq: number): StoredDocument => {
  const id = recordId(kindOf(stored.doc), keyOf(seq));
  return { ...stored, doc: docId(id), seq, row: { ...stored.row, id } };
};

/** The main documents of all kinds. */
const recordsIn = async (storage: Storage): Promise<readonly StoredDocument[]> => storage.documents((await Promise.all(ENTITIES.map(({ kind }) => storage.ofKind(kind)))).flat().map(({ doc }) => doc));

/** Adds records like those that are there, under ids of their own, until there are so many. */
const fill = async (storage: Storage, records: number): Promise<void> => {
  const all = await recordsIn(storage);
  const models = all.filter(({ doc }) => !ONCE.has(kindOf(doc)));
  let counters = await storage.counters();
  let missing = records - all.length;
  while (missing > 0) {
    for (let from = 0; from < models.length && missing > 0; from += AT_ONCE) {
      const part = models.slice(from, Math.min(from + AT_ONCE, from + missing));
      const documents = part.map((one, at) => copyOf(one, counters.head + at + 1));
      const next = { ...counters, head: counters.head + documents.length };
      await storage.commit({ ...EMPTY_COMMIT, base: counters, counters: next, documents });
      counters = next;
      missing -= documents.length;
    }
  }
};

const writeOut = async (storage: Storage, folder: string): Promise<Pick<FilledWorkspace, "content" | "records" | "customers">> => {
  const all = await recordsIn(storage);
  let at = 0;
  writeFileSync(join(folder, "names.json"), JSON.stringify(all.map(({ doc }) => doc)));
  writeFileSync(join(folder, "ends.json"), JSON.stringify(all.map(({ snapshot }) => (at += snapshot.length))));
  writeFileSync(join(folder, "contents.bin"), Buffer.concat(all.map(({ snapshot }) => snapshot)));
  const inOrder = [...all].sort((a, b) => a.seq - b.seq);
  const customers = all.filter(({ doc, row }) => kindOf(doc) === "customer" && !isDeleted(row)).length;
  return { records: all.length, customers, content: deflateRawSync(inOrder.map(({ row }) => JSON.stringify(row)).join("\n"), { level: 3 }).length };
};

/** The sample company, grown to each of these numbers of records in turn, which ascend. */
export const fillWorkspaces = async (sizes: readonly number[], context: BenchContext): Promise<readonly FilledWorkspace[]> => {
  const base = mkdtempSync(join(tmpdir(), "tidebook-bench-"));
  context.finally(() => rmSync(base, { recursive: true, force: true }));
  const server = await startServer();
  await server.stop("keep");
  context.finally(() => rmSync(server.data, { recursive: true, force: true }));
  const filled: FilledWorkspace[] = [];
  let before = server.data;
  for (const size of sizes) {
    const [data, documents] = [mkdtempSync(join(base, "data-")), mkdtempSync(join(base, "documents-"))];
    cpSync(before, data, { recursive: true });
    const storage = createSqliteStorage(join(data, "tidebook.sqlite"));
    await fill(storage, size);
    filled.push({ data, documents, ...(await writeOut(storage, documents)) });
    await storage.close();
    before = data;
    context.say(`a workspace of ${filled.at(-1)?.records.toLocaleString("en-US")} records`);
  }
  return filled;
};
