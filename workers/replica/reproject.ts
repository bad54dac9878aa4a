import { DEFINITIONS } from "#domain/entities/registry.ts";
import { needContentCode } from "./content-code.ts";
import type { Core } from "./core.ts";

/** Packed records made anew at a time: as many as fit into memory together. */
const AT_ONCE = 5;

/**
 * Makes acknowledged rows anew when an app with other definitions stored them. Run by the leading tab before it speaks to the relay.
 * Broken off in the middle it starts over: the signature is stored with the last rows.
 */
export const reprojectRows = async (core: Core): Promise<void> => {
  if ((await core.storage.get("meta", "definitions")) === DEFINITIONS) {
    await packPlain(core);
    return;
  }
  const numbers = core.segments.numbers();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const { projectStored } = await needContentCode();
    const stored = await core.store({ segments: await core.segments.planRows(numbers.slice(from, from + AT_ONCE), projectStored) });
    if (!stored.ok) return;
  }
  await core.store({ more: [{ table: "meta", key: "definitions", put: DEFINITIONS }] });
};

/** Packs the rows of earlier versions of the app, which kept them as JSON. */
const packPlain = async ({ segments, store }: Core): Promise<void> => {
  const numbers = segments.plainNumbers();
  for (let from = 0; from < numbers.length; from += AT_ONCE) {
    const stored = await store({ segments: await segments.planRows(numbers.slice(from, from + AT_ONCE)) });
    if (!stored.ok) return;
  }
};
