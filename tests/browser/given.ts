import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, type ServerSignIn } from "./server.ts";

export interface Found {
  readonly rows: readonly ({ readonly id: string } & Readonly<Record<string, unknown>>)[];
}

/** Records that a person may read, straight from the relay. Throws when there is none: what the sample company has depends on the day. */
export const recordsAt = (url: string, who: ServerSignIn, kind: string, ...more: readonly string[]): readonly [string, ...string[]] => {
  const [first, ...others] = (ask(url, who, ["list", kind, ...more]) as Found).rows.map(({ id }) => id);
  if (first === undefined) throw new Error(`${who.account} has no ${kind} of this kind: ${more.join(" ")}`);
  return [first, ...others];
};

let made = 0;

/** The boss, who may import. */
export const BOSS: ServerSignIn = { account: "gu.mingyuan", password: "tidebook" };

/** A new opportunity of a person's at a stage, with a new customer: the sample company need not have such a one today. */
export const newDeal = (url: string, owner: ServerSignIn & { readonly name: string }, stage: string): string => {
  made += 1;
  const subject = `Cutting line ${made}`;
  const columns = ["subject", "customer", "stage", "owner"];
  const folder = mkdtempSync(join(tmpdir(), "tidebook-deal-"));
  const [file, map] = [join(folder, "deal.csv"), join(folder, "map.json")];
  writeFileSync(file, `${columns.join(",")}\n${subject},Hillside Works ${made},${stage},${owner.name}\n`);
  writeFileSync(map, JSON.stringify({ version: 1, entity: "opportunity", columns: columns.map((to) => ({ heading: to, to })) }));
  ask(url, BOSS, ["import", file, "--map", map]);
  rmSync(folder, { recursive: true });
  return recordsAt(url, owner, "opportunity", "--where", `subject='${subject}'`)[0];
};
