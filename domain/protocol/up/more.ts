import * as v from "valibot";
import { countPart } from "#domain/protocol/parts.ts";

/** Pages of catching up that a device may have asked for and not stored yet. */
export const PAGES_AHEAD = 3;

/** Asks for the next page of catching up. Stopping is not asking; resuming is asking again. */
export const more = v.strictObject({ type: v.literal("more"), cursor: countPart });
export type More = v.InferOutput<typeof more>;
