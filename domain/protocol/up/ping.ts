import * as v from "valibot";

/** Asks whether the connection still carries: a browser does not see the websocket's own pings. Answered with `pong` at once. */
export const ping = v.strictObject({ type: v.literal("ping") });
export type Ping = v.InferOutput<typeof ping>;
