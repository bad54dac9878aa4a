import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import type { KnownDevice, Login, Restriction } from "#domain/protocol/accounts.ts";

/** One sign-in of one browser or program. The secrets of its cookie are tokens; they change, it stays. */
export interface SignInSession {
  readonly id: string;
  readonly user: RecordId;
  readonly created: Instant;
  /** When it was last used, to the minute. */
  readonly seen: Instant;
  /** Ends then, however much it is used. */
  readonly expires: Instant;
  /** When its present secret was given, and whether that has come back: until then the one before is good too. */
  readonly rotated: Instant;
  readonly settled: boolean;
  /** Hash of its present secret. */
  readonly newest: string;
  readonly address: string;
  readonly agent: string;
}

/** What is known of a device besides what it holds: who worked there last, when and from where. */
export interface Contact {
  readonly device: number;
  readonly person: RecordId;
  /** The session it last came with; null once that has ended. */
  readonly session: string | null;
  readonly first: Instant;
  readonly seen: Instant;
  readonly address: string;
  readonly agent: string;
  /** `wipe`: to be emptied at its next contact. `emptied`: holds nothing any more. */
  readonly state: "holding" | "wipe" | "emptied";
}

export interface SecondFactor {
  readonly user: RecordId;
  /** Base32. */
  readonly secret: string;
  /** False until its person has shown that their app has it. */
  readonly confirmed: boolean;
  /** Number of the last time step whose code was taken: neither it nor an earlier one is taken again. */
  readonly lastStep: number;
  /** Hashes of the recovery codes that are left. */
  readonly recovery: readonly string[];
}

/** A key that a person's device or password manager holds, and whose public part the relay knows. */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string;
  readonly user: RecordId;
  /** What authenticators know the person by, base64url: random, and that of the passkeys the person had already. */
  readonly handle: string;
  /** The host name it was made for, and signs for alone. */
  readonly site: string;
  /** Public key in COSE form, base64url. */
  readonly key: string;
  /** How often the authenticator says it has signed; 0 for those that do not count. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly created: Instant;
  readonly used: Instant | null;
}

/** No limit; what a restriction that was written before does not say. */
export const ANYWHERE: Restriction = { hours: [], networks: [], devices: null, mobile: true };

/** What the relay keeps of who comes in: sessions, devices, tries, and what limits them. */
export interface EntranceStorage {
  readonly addSession: (session: SignInSession) => Promise<void>;
  readonly session: (id: string) => Promise<SignInSession | null>;
  readonly saveSession: (id: string, change: Partial<Pick<SignInSession, "seen" | "rotated" | "settled" | "newest" | "address" | "agent">>) => Promise<void>;
  /** Sessions of a user, or of everybody; the last used first. */
  readonly sessions: (user: RecordId | null) => Promise<readonly SignInSession[]>;
  /** Removes a session with every token that came of it, and takes it off its device. */
  readonly dropSession: (id: string) => Promise<void>;
  /** The secrets of a session other than `newest` are good until `until` at the latest. */
  readonly outdateSecrets: (session: string, newest: string, until: Instant) => Promise<void>;

  readonly contact: (device: number) => Promise<Contact | null>;
  readonly saveContact: (contact: Contact) => Promise<void>;
  /** Devices of a person, or of everybody; the last seen first. */
  readonly contacts: (person: RecordId | null) => Promise<readonly Contact[]>;

  /** Adds a line and answers its number. */
  readonly addLogin: (login: Omit<Login, "no" | "times">) => Promise<number>;
  /** One more of the same. */
  readonly repeatLogin: (no: number, at: Instant) => Promise<void>;
  /** Newest first, numbered below `before`, not older than `since`. */
  readonly logins: (before: number | null, since: Instant, limit: number) => Promise<readonly Login[]>;

  readonly restrictions: () => Promise<ReadonlyMap<RecordId, Restriction>>;
  /** Null removes it. */
  readonly saveRestriction: (user: RecordId, restriction: Restriction | null) => Promise<void>;

  /** What a person has signed in with; the last first. `id` is the hash of its secret. */
  readonly knownDevices: (user: RecordId) => Promise<readonly KnownDevice[]>;
  /** Takes note of a sign-in. False, and nothing noted, where it is new and `most` others are known. */
  readonly noteDevice: (user: RecordId, device: KnownDevice, most: number | null) => Promise<boolean>;
  /** False when there is no such device. */
  readonly forgetDevice: (user: RecordId, id: string) => Promise<boolean>;

  readonly secondFactor: (user: RecordId) => Promise<SecondFactor | null>;
  readonly saveSecondFactor: (factor: SecondFactor) => Promise<void>;
  readonly dropSecondFactor: (user: RecordId) => Promise<void>;
  /** Takes note of a code's time step; false when this one or a later one was taken before. */
  readonly takeStep: (user: RecordId, step: number) => Promise<boolean>;
  /** Uses a recovery code up; false when it is not there. */
  readonly takeRecovery: (user: RecordId, hash: string) => Promise<boolean>;

  readonly passkey: (id: string) => Promise<Passkey | null>;
  /** Of a person, the oldest first. */
  readonly passkeys: (user: RecordId) => Promise<readonly Passkey[]>;
  readonly passkeyCounts: () => Promise<ReadonlyMap<RecordId, number>>;
  /** Adds one unless there is one with its id, or its person has `most`; says whether it did. */
  readonly addPasskey: (passkey: Passkey, most: number) => Promise<boolean>;
  /** Takes note of a use; false, and nothing noted, when its counter has not gone on. One that stays at 0 does not count. */
  readonly usePasskey: (id: string, counter: number, at: Instant) => Promise<boolean>;
  /** False when the person has no such passkey. */
  readonly renamePasskey: (user: RecordId, id: string, name: string) => Promise<boolean>;
  readonly dropPasskey: (user: RecordId, id: string) => Promise<boolean>;
  readonly dropPasskeys: (user: RecordId) => Promise<void>;
}
