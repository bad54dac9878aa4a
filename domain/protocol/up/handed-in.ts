import * as v from "valibot";

/** A device that is to be emptied has handed in all that waited on it. The relay closes with `wiped`. */
export const handedIn = v.strictObject({ type: v.literal("handedIn") });
export type HandedIn = v.InferOutput<typeof handedIn>;
