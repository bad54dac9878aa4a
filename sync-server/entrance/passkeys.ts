import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { Clock, Random } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { MadePasskey, PasskeyLine, ShownPasskey } from "#domain/protocol/passkeys.ts";
import type { Storage } from "../storage/storage.ts";
import { createSecret } from "../tokens.ts";
import { CHALLENGE_LIFETIME, createChallenges, type Challenges } from "./challenges.ts";

/** A person has as many at most. */
export const MOST_PASSKEYS = 20;
const RANDOM_BYTES = 32;
/** ES256, EdDSA, RS256: what every present authenticator knows one of. */
const ALGORITHMS = [-7, -8, -257];

/** Whose passkey it is to be, as the person's own device shows it. */
export interface PasskeyOwner {
  readonly user: RecordId;
  readonly session: string;
  readonly account: string;
  readonly name: string;
  readonly workspace: string;
}

export interface Passkeys {
  readonly list: (user: RecordId) => Promise<readonly PasskeyLine[]>;
  readonly counts: () => Promise<ReadonlyMap<RecordId, number>>;
  /** Asks a browser on a page of `origin` to make one. The session answers it, nobody else; null when there are as many as may be. */
  readonly begin: (owner: PasskeyOwner, origin: string) => Promise<PublicKeyCredentialCreationOptionsJSON | null>;
  readonly finish: (user: RecordId, session: string, made: MadePasskey, name: string, origin: string) => Promise<"made" | "wrongPasskey" | "passkeyOver" | "tooManyPasskeys">;
  /** Asks a browser to show one. Whoever has `attempt` answers it, once. */
  readonly ask: (origin: string, network: string) => Promise<{ readonly attempt: string; readonly options: PublicKeyCredentialRequestOptionsJSON }>;
  /** Whose it is, whether or not it is shown rightly. */
  readonly ownerOf: (id: string) => Promise<RecordId | null>;
  /** `copiedPasskey`: shown rightly, but its counter says that another key signs in its place. */
  readonly check: (attempt: string, shown: ShownPasskey, origin: string) => Promise<"right" | "wrongPasskey" | "passkeyOver" | "copiedPasskey">;
  readonly rename: (user: RecordId, id: string, name: string) => Promise<boolean>;
  readonly remove: (user: RecordId, id: string) => Promise<boolean>;
  readonly removeAll: (user: RecordId) => Promise<void>;
}

// Takes half a second to load: a relay that nobody shows a passkey starts without it.
const library = () => import("@simplewebauthn/server");
const helpers = () => import("@simplewebauthn/server/helpers");

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const toBytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64url"));

/** The host name that a passkey made on a page of `origin` belongs to. */
const siteOf = (origin: string): string => new URL(origin).hostname;

/** No attestation is asked for. One with certificates is not looked at: checking them would have the relay fetch what they name. */
const isPlain = async (made: MadePasskey): Promise<boolean> => {
  const { decodeAttestationObject } = await helpers();
  const attestation = decodeAttestationObject(toBytes(made.response.attestationObject));
  const form = attestation.get("fmt");
  return form === "none" || (form === "packed" && attestation.get("attStmt").get("x5c") === undefined);
};

export const createPasskeys = ({ entrance: storage, sharing }: Pick<Storage, "entrance" | "sharing">, clock: Clock, random: Random): Passkeys => {
  const challengesOf = <T>(name: string): Challenges<T> => sharing?.challenges<T>(clock, name) ?? createChallenges<T>(clock);
  const registrations = challengesOf<{ readonly challenge: string; readonly handle: string }>("registration");
  const attempts = challengesOf<string>("attempt");
  const fresh = (): Uint8Array<ArrayBuffer> => new Uint8Array(random.bytes(RANDOM_BYTES));

  /** What the made passkey is, when everything about it is as it was asked for. The library throws at whatever is not. */
  const read = async (made: MadePasskey, challenge: string, origin: string) => {
    try {
      if (!(await isPlain(made))) return null;
      const { verifyRegistrationResponse } = await library();
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response: { ...made, response: { ...made.response, transports: made.response.transports ?? [] }, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: siteOf(origin),
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      return verified ? registrationInfo.credential : null;
    } catch {
      return null;
    }
  };

  return {
    list: async (user) => (await storage.passkeys(user)).map(({ id, name, site, created, used }) => ({ id, name, site, created, used })),
    counts: () => storage.passkeyCounts(),
    begin: async ({ user, session, account, name, workspace }, origin) => {
      const held = await storage.passkeys(user);
      if (held.length >= MOST_PASSKEYS) return null;
      const { generateRegistrationOptions } = await library();
      const site = siteOf(origin);
      const handle = held[0]?.handle ?? toText(fresh());
      const options = await generateRegistrationOptions({
        rpName: workspace,
        rpID: site,
        userName: account,
        userDisplayName: name,
        userID: toBytes(handle),
        challenge: fresh(),
        timeout: CHALLENGE_LIFETIME,
        attestationType: "none",
        excludeCredentials: held.filter((one) => one.site === site).map(({ id, transports }) => ({ id, transports: [...transports] })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        supportedAlgorithmIDs: ALGORITHMS,
      });
      await registrations.put(session, origin, { challenge: options.challenge, handle }, session);
      return options;
    },
    finish: async (user, session, made, name, origin) => {
      const asked = await registrations.take(session, origin);
      if (!asked) return "passkeyOver";
      const credential = await read(made, asked.challenge, origin);
      if (!credential || credential.id !== made.id) return "wrongPasskey";
      const { id, counter } = credential;
      const key = toText(credential.publicKey);
      const transports = made.response.transports ?? [];
      const passkey = { id, user, handle: asked.handle, site: siteOf(origin), key, counter, transports, name, created: clock.now(), used: null };
      if (await storage.addPasskey(passkey, MOST_PASSKEYS)) return "made";
      return (await storage.passkey(id)) ? "wrongPasskey" : "tooManyPasskeys";
    },
    ask: async (origin, network) => {
      const { generateAuthenticationOptions } = await library();
      const attempt = createSecret(random);
      const options = await generateAuthenticationOptions({ rpID: siteOf(origin), challenge: fresh(), timeout: CHALLENGE_LIFETIME, userVerification: "required" });
      await attempts.put(attempt, origin, options.challenge, network);
      return { attempt, options };
    },
    ownerOf: async (id) => (await storage.passkey(id))?.user ?? null,
    check: async (attempt, shown, origin) => {
      const challenge = await attempts.take(attempt, origin);
      if (challenge === null) return "passkeyOver";
      const known = await storage.passkey(shown.id);
      if (!known || shown.response.userHandle !== known.handle || known.site !== siteOf(origin)) return "wrongPasskey";
      const { verifyAuthenticationResponse } = await library();
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: { ...shown, response: { ...shown.response, userHandle: known.handle }, clientExtensionResults: {} },
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: known.site,
          requireUserVerification: true,
          // The counter is looked at below, once the signature is known to be right: a guess warns nobody of copies.
          credential: { id: known.id, publicKey: toBytes(known.key), counter: 0 },
        });
        if (!verified) return "wrongPasskey";
        return (await storage.usePasskey(known.id, authenticationInfo.newCounter, clock.now())) ? "right" : "copiedPasskey";
      } catch {
        return "wrongPasskey";
      }
    },
    rename: (user, id, name) => storage.renamePasskey(user, id, name),
    remove: (user, id) => storage.dropPasskey(user, id),
    removeAll: (user) => storage.dropPasskeys(user),
  };
};
