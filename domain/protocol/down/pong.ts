import * as v from "valibot";

/** Answer to `ping`. */
export const pong = v.strictObject({ type: v.literal("pong") });
export type Pong = v.InferOutput<typeof pong>;
