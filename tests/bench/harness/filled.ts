import type { Row } from "#domain/schema/entity.ts";
import { ENTITIES } from "#domain/entities/registry.ts";
import { startServer, type Server } from "#tests/browser/server.ts";
import { countedAt, fillDevice, keptAs, listed } from "./app-page.ts";
import type { BenchContext } from "./bench.ts";
import { inBrowser, newProfile } from "./browser.ts";
import { fillWorkspaces } from "./filled-workspace.ts";
import { openDevice } from "./node-device.ts";

/** Records that the sample company has by itself. */
export const SAMPLE = 6_680;

export type RowOfKind = Row & { readonly kind: string };

/** The sample company, grown to about `records` records by ones like its own. It ends with the benchmark. */
export const startFilled = async (records: number, context: BenchContext): Promise<Server> => {
  const [filled] = records > SAMPLE ? await fillWorkspaces([records], context) : [];
  const server = await startServer(filled && { data: filled.data });
  context.finally(() => server.stop());
  return server;
};

/** Every record that the boss may read. */
export const rowsAt = async (url: string, context: BenchContext): Promise<readonly RowOfKind[]> => {
  const device = await openDevice(url, context);
  const rows = (await Promise.all(ENTITIES.map(async ({ kind }) => (await device.allRows(kind)).map((row) => ({ ...row, kind }))))).flat();
  device.stop();
  return rows;
};

export interface FilledProfile {
  readonly url: string;
  readonly profile: string;
  readonly rows: readonly RowOfKind[];
}

/** A workspace of so many records, and a profile that has received all of them by signing in, has looked at the funnel and was left at the list of customers. */
export const fillProfile = async (records: number, context: BenchContext): Promise<FilledProfile> => {
  const { url } = await startFilled(records, context);
  const rows = await rowsAt(url, context);
  const profile = newProfile(context);
  await inBrowser(profile, async (page) => {
    await fillDevice(page, url);
    await page.goto(`${url}/reports/funnel?period=all`);
    await countedAt(page);
    await keptAs(page, "figures");
    await page.goto(`${url}/customer`);
    await listed(page);
    await keptAs(page, "picture");
  });
  return { url, profile, rows };
};
