import * as v from "valibot";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";

/** The relay knows the device and its person. */
export const welcome = v.strictObject({
  type: v.literal("welcome"),
  person: recordIdPart,
  /** The device's number; it leases every client id from `device * CLIENT_IDS` up to the next device's. */
  device: countPart,
  deviceKey: v.string(),
  /** Client ids below this offset within the lease have been used: a device restored from an old copy starts here. */
  used: countPart,
  /** The relay's clock. */
  now: countPart,
  /** Newest position of the feed. */
  head: countPart,
  /** Names this run of the relay; the device gives it back with its cursor. */
  start: v.string(),
  /**
   * Newest position that device and relay both know. Below the device's cursor when the relay was restored from an older copy: what
   * the device holds from after it is the relay's no longer, and everything is sent from the start.
   */
  common: countPart,
  /** Documents still to be sent in this catching up, for the progress bar. */
  total: countPart,
  scopes: v.array(v.string()),
  /** The device is to be emptied: it is sent nothing, hands in what waits, says `handedIn` and removes what it holds. */
  wipe: v.optional(v.literal(1)),
});
export type Welcome = v.InferOutput<typeof welcome>;

/** Client ids in one device's lease. The relay itself writes under device 0. */
export const CLIENT_IDS = 1_048_576;
export const RELAY_CLIENT_ID = 1;

export const leaseOf = (clientId: number): number => Math.floor(clientId / CLIENT_IDS);
