import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** How a try to sign in ended. Each keys a word on the device. */
export const LOGIN_RESULTS = [
  "signedIn",
  "signedInByPasskey",
  "invited",
  "wrongPassword",
  "unknownAccount",
  "needsCode",
  "wrongCode",
  "unknownPasskey",
  "wrongPasskey",
  "passkeyOver",
  "copiedPasskey",
  "expiredPassword",
  "disabled",
  "outsideHours",
  "outsideNetwork",
  "unknownDevice",
  "tooManyDevices",
  "noMobile",
  "tooManyTries",
] as const;

export type LoginResult = (typeof LOGIN_RESULTS)[number];

/** Weekdays count from 1, Monday. `from` and `to` are `HH:MM`; `to` before `from` runs past midnight, and belongs to the day it began. */
const hours = v.object({ days: v.array(countPart), from: v.string(), to: v.string() });
export type Hours = v.InferOutput<typeof hours>;

/**
 * When and from where a person may sign in and work. Empty lists restrict nothing; networks are addresses or CIDR blocks, v4 and v6. `devices`: a
 * device that has not signed in before comes in while fewer than so many have, none at 0; null lets any in. `mobile`: also from a phone or tablet.
 */
const limits = { hours: v.array(hours), networks: v.array(v.string()), devices: v.nullable(countPart), mobile: v.boolean() };
const restriction = v.object(limits);
export type Restriction = v.InferOutput<typeof restriction>;

/** A browser or program that a person has signed in with; it keeps its secret when they sign out. */
const knownDevice = v.object({ id: v.string(), first: countPart, seen: countPart, address: v.string(), agent: v.string() });
export type KnownDevice = v.InferOutput<typeof knownDevice>;

/** A device or browser as people are shown it. */
const deviceLine = v.object({
  id: v.string(),
  person: recordIdPart,
  /** Its number, once it has taken records in. */
  device: v.nullable(countPart),
  agent: v.string(),
  address: v.string(),
  first: countPart,
  seen: countPart,
  online: v.boolean(),
  /** It is the one that asks. */
  here: v.boolean(),
  /** `signedOut`: its session has ended, and it still holds what it had. `wipe`: to be emptied at its next contact. */
  state: v.picklist(["signedIn", "signedOut", "wipe"]),
});
export type DeviceLine = v.InferOutput<typeof deviceLine>;
export const deviceLines = v.array(deviceLine);

/** One try to sign in. `account` is what was typed; `user`, `name` and `role` are null for accounts that do not exist. */
const login = v.object({
  no: countPart,
  at: countPart,
  account: v.string(),
  user: v.nullable(recordIdPart),
  name: v.nullable(v.string()),
  role: v.nullable(v.string()),
  address: v.string(),
  agent: v.string(),
  result: v.picklist(LOGIN_RESULTS),
  /** Tries turned away one after the other for being too many share one line. */
  times: countPart,
});
export type Login = v.InferOutput<typeof login>;
export const loginPage = v.object({ entries: v.array(login), more: v.boolean() });

/** What administrators see of a person's account. */
const accountLine = v.object({
  user: recordIdPart,
  password: v.picklist(["none", "oneTime", "own"]),
  /** Until when an invitation is open. */
  invited: v.nullable(countPart),
  secondFactor: v.boolean(),
  /** How many there are. */
  passkeys: countPart,
  ...limits,
  known: v.array(knownDevice),
});
export type AccountLine = v.InferOutput<typeof accountLine>;
export const accountLines = v.array(accountLine);

export const secondFactorState = v.object({ on: v.boolean(), recoveryLeft: countPart });
/** `secret` is Base32, for typing in; `uri` is what authenticator apps open. */
export const enrolment = v.object({ secret: v.string(), uri: v.string() });
export type Enrolment = v.InferOutput<typeof enrolment>;
export const recoveryCodes = v.object({ recovery: v.array(v.string()) });
export const oneTimePassword = v.object({ password: v.string() });
export const invitation = v.object({ secret: v.string(), expires: countPart });
export const invited = v.object({ name: v.string(), account: v.string() });
