import * as v from "valibot";
import { countPart } from "#domain/protocol/parts.ts";

/** Asks for the next page of catching up, once the last one is stored. Stopping is not asking; resuming is asking again. */
export const more = v.strictObject({ type: v.literal("more"), cursor: countPart });
export type More = v.InferOutput<typeof more>;
