import * as v from "valibot";
import { countPart, keyPart } from "#domain/protocol/parts.ts";

/** First message of a connection. Nothing else is read before it. */
export const hello = v.strictObject({
  type: v.literal("hello"),
  protocol: countPart,
  /** One-use ticket obtained through the signed-in HTTP session. */
  ticket: v.pipe(v.string(), v.maxLength(200)),
  /** The number this device was given, null on its first contact. */
  device: v.nullable(countPart),
  /** Proves that the device is the one the number was given to. */
  deviceKey: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  /** Position in the feed up to which this device has everything. */
  cursor: countPart,
  /** The relay's `start` at which the cursor was stored; null or left out when the device does not know. */
  start: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(100)))),
  /** Scopes that the device has filled in; those it lost are answered with `gone`, those it gained are filled in. */
  scopes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(150))), v.maxLength(5_000)),
  /**
   * Smallest id of the transactions that this device still holds, null when it holds none: the relay need not keep its answers to
   * smaller ones. Left out by a device that does not know.
   */
  oldest: v.optional(v.nullable(keyPart)),
  /** Signature of the definitions that the app has. Left out by one that does not tell: then it counts as the relay's own. */
  definitions: v.optional(countPart),
  /** The device's own clock, so that the relay can tell how far it is off. */
  now: countPart,
});
export type Hello = v.InferOutput<typeof hello>;
