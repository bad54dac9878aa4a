import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { docId } from "#domain/id.ts";
import { seedCommit } from "#sync-server/seed.ts";
import type { Served } from "#sync-server/serve.ts";
import { serveHere } from "#tests/served.ts";
import { ANNA, COMPANY, DEAL } from "#tests/unit/sync-server/company.ts";

const EXAMPLE = fileURLToPath(new URL("../../docs/guides/examples/yjs-client.mjs", import.meta.url));
let served: Served;

beforeEach(async () => {
  served = await serveHere({
    prepare: async (relay, accounts) => {
      await relay.seed((counters) => seedCommit(counters, COMPANY));
      await accounts.setPassword(ANNA, "password of anna", false);
    },
  });
});
afterEach(() => served.stop());

const example = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [EXAMPLE, ...args], {
    env: { ...process.env, TIDEBOOK_URL: `http://127.0.0.1:${served.port}`, TIDEBOOK_USER: "anna", TIDEBOOK_PASSWORD: "password of anna" },
  });

it("[Y-01] the guide's example shows a record and writes a field", async () => {
  const { stdout } = await example(DEAL, "budget", "120000");
  expect(JSON.parse(stdout)).toMatchObject({ subject: "Deal" });
  expect((await served.relay.storage.documents([docId(DEAL)]))[0]?.row.budget).toBe("120000");
});

it("[Y-04] the guide's example tells why a write is refused", async () => {
  await expect(example(DEAL, "budget", "much")).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("invalid: notDecimal") });
});
