import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { Enrolment } from "#domain/protocol/accounts.ts";
import type { EntranceStorage } from "../storage/entrance.ts";
import { hashSecret } from "../tokens.ts";
import { readable } from "./readable.ts";
import { fromBase32, otpauthUri, stepOfCode, toBase32 } from "./totp.ts";

const RECOVERY_CODES = 10;
/** 79 bits each: enough to be kept as a fast hash. */
const RECOVERY_LENGTH = 16;
const SECRET_BYTES = 20;

export interface SecondFactors {
  readonly state: (user: RecordId) => Promise<{ readonly on: boolean; readonly recoveryLeft: number }>;
  /** Begins anew with a fresh secret; nothing is asked for until it is confirmed. Null when there is one already. */
  readonly begin: (user: RecordId, account: string, issuer: string) => Promise<Enrolment | null>;
  /** Turns it on. Answers the recovery codes, which are told this once. */
  readonly confirm: (user: RecordId, code: string) => Promise<readonly string[] | null>;
  readonly remove: (user: RecordId) => Promise<void>;
  /** Whether a person who knows the password may come in: with a code of the app, or a recovery code, each of which is good once. */
  readonly check: (user: RecordId, code: string | null) => Promise<"right" | "needed" | "wrong">;
}

const tidy = (code: string): string => code.toLowerCase().replaceAll(/[\s-]/g, "");

export const createSecondFactors = (storage: EntranceStorage, clock: Clock, random: Random): SecondFactors => {
  const takeCode = async (user: RecordId, secret: string, code: string): Promise<boolean> => {
    const step = stepOfCode(fromBase32(secret), code, clock.now());
    return step !== null && (await storage.takeStep(user, step));
  };

  return {
    state: async (user) => {
      const factor = await storage.secondFactor(user);
      return factor?.confirmed ? { on: true, recoveryLeft: factor.recovery.length } : { on: false, recoveryLeft: 0 };
    },
    begin: async (user, account, issuer) => {
      if ((await storage.secondFactor(user))?.confirmed) return null;
      const secret = toBase32(random.bytes(SECRET_BYTES));
      await storage.saveSecondFactor({ user, secret, confirmed: false, lastStep: 0, recovery: [] });
      return { secret, uri: otpauthUri(secret, account, issuer) };
    },
    confirm: async (user, code) => {
      const factor = await storage.secondFactor(user);
      if (!factor || factor.confirmed || !(await takeCode(user, factor.secret, tidy(code)))) return null;
      const codes = Array.from({ length: RECOVERY_CODES }, () => readable(random, RECOVERY_LENGTH));
      const taken = await storage.secondFactor(user);
      await storage.saveSecondFactor({ ...(taken ?? factor), confirmed: true, recovery: codes.map((one) => hashSecret(tidy(one))) });
      return codes;
    },
    remove: (user) => storage.dropSecondFactor(user),
    check: async (user, code) => {
      const factor = await storage.secondFactor(user);
      if (!factor?.confirmed) return "right";
      const given = tidy(code ?? "");
      if (given === "") return "needed";
      const right = given.length === RECOVERY_LENGTH ? await storage.takeRecovery(user, hashSecret(given)) : await takeCode(user, factor.secret, given);
      return right ? "right" : "wrong";
    },
  };
};
