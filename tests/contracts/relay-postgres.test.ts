import { afterAll } from "vitest";
import { describe } from "vitest";
import { startPostgres } from "#tests/postgres-server.ts";
import { createPostgresStorage } from "#sync-server/storage/postgres.ts";
import { openPostgres } from "#sync-server/storage/postgres-connection.ts";
import { relayStorageSuite } from "./relay-storage.suite.ts";

const server = await startPostgres();
const url = server?.url ?? "";
const admin = server && openPostgres({ url, connections: 2 });
let made = 0;
const place = () => {
  const schema = `tidebook_test_${process.pid}_${++made}`;
  return {
    open: () => createPostgresStorage({ url, schema, connections: 4 }),
    dispose: async () => void (await admin?.write(`DROP SCHEMA ${schema} CASCADE`)),
  };
};
afterAll(async () => {
  await admin?.close();
  await server?.stop();
});
describe.skipIf(!server)("x", () => {
relayStorageSuite("PostgreSQL", place);
});
