import type { Clock } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Directory } from "../directory.ts";
import type { Login, LoginResult } from "#domain/protocol/accounts.ts";
import type { EntranceStorage } from "../storage/entrance.ts";
import type { From } from "./from.ts";

const DAY = 86_400_000;
/** What administrators see first. Older lines come page by page. */
const RECENT = 14 * DAY;
const PAGE = 100;
/** Tries that are turned away are told apart by account and address, as long as there are not more of them than this. */
const APART = 1_000;

export interface LoginLog {
  readonly note: (account: string, user: RecordId | null, from: From, result: LoginResult) => Promise<void>;
  /** The last two weeks, or what came before line `before`; newest first. `more`: there are older ones. */
  readonly page: (before: number | null, evenOlder: boolean) => Promise<{ readonly entries: readonly Login[]; readonly more: boolean }>;
}

/** The company's own role by its name, else the default one by the id of its option. */
const roleNow = (directory: Directory, user: RecordId): string | null => {
  const row = directory.rows("user").find(({ id }) => id === user);
  const own = row && directory.rows("role").find(({ id }) => id === textOf(row, "customRole"));
  return own ? textOf(own, "name") : ((row && textOf(row, "role")) ?? null);
};

export const createLoginLog = (storage: EntranceStorage, directory: Directory, clock: Clock): LoginLog => {
  const turnedAway = new Map<string, number>();
  return {
    note: async (account, user, { address, agent }, result) => {
      const key = `${address} ${account}`;
      const now = clock.now();
      const known = result === "tooManyTries" ? turnedAway.get(key) : undefined;
      if (known !== undefined) return storage.repeatLogin(known, now);
      const role = user === null ? null : roleNow(directory, user);
      const name = user === null ? null : directory.name(user);
      const no = await storage.addLogin({ at: now, account: account.slice(0, 120), user, name, role, address, agent, result });
      if (result !== "tooManyTries") return void turnedAway.delete(key);
      if (turnedAway.size >= APART) turnedAway.clear();
      turnedAway.set(key, no);
    },
    page: async (before, evenOlder) => {
      const since = clock.now() - RECENT;
      const found = await storage.logins(before, evenOlder ? 0 : since, PAGE + 1);
      const entries = found.slice(0, PAGE);
      const older = evenOlder ? [] : await storage.logins(entries.at(-1)?.no ?? before, 0, 1);
      return { entries, more: found.length > PAGE || older.length > 0 };
    },
  };
};
