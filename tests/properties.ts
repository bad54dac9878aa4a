import { configureGlobal } from "fast-check";

/* Tried with the same values each time: a failure then comes of a change and not of luck. Another TIDEBOOK_SEED tries others. */
configureGlobal({ seed: Number(process.env["TIDEBOOK_SEED"] ?? 20_261_123) });

export * from "fast-check";
