import * as v from "valibot";
import { countPart } from "#domain/protocol/parts.ts";

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
  /** Scopes that the device has filled in; those it lost are answered with `gone`, those it gained are filled in. */
  scopes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(150))), v.maxLength(5_000)),
  /** The device's own clock, so that the relay can tell how far it is off. */
  now: countPart,
});
export type Hello = v.InferOutput<typeof hello>;
