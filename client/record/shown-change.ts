import { createSignal } from "solid-js";
import type { RecordId } from "#domain/id.ts";

interface ShownChange {
  readonly record: RecordId;
  readonly path: string;
}

const [wanted, setWanted] = createSignal<ShownChange | null>(null);

/** Has the timeline of a record show where two people met in `path`, as soon as it is on the screen. */
export const showChange = (record: RecordId, path: string): void => {
  setWanted({ record, path });
};

/** Whether this change is the one to be shown. */
export const isToShow = (record: RecordId, path: string): boolean => wanted()?.record === record && wanted()?.path === path;

export const changeShown = (): void => {
  setWanted(null);
};
