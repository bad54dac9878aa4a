import { createContext, createSignal, onCleanup, useContext } from "solid-js";
import type { RecordId } from "#domain/id.ts";
import type { Here } from "./here.ts";

/** Who is on the open records, for the top line. Each record page tells; the shell shows those of the record in front. */
export interface HereNow {
  readonly people: (record: RecordId | null) => readonly Here[];
  /** Keeps what a record's page knows until the caller's owner is gone. */
  readonly tell: (record: RecordId, people: () => readonly Here[]) => void;
}

const HereContext = createContext<HereNow>();

export const HereProvider = HereContext.Provider;

export const useHereNow = (): HereNow => {
  const here = useContext(HereContext);
  if (!here) throw new Error("useHereNow needs a HereProvider above it");
  return here;
};

export const createHereNow = (): HereNow => {
  const [pages, setPages] = createSignal<ReadonlyMap<RecordId, () => readonly Here[]>>(new Map());
  return {
    people: (record) => (record === null ? [] : (pages().get(record)?.() ?? [])),
    tell: (record, people) => {
      setPages((before) => new Map(before).set(record, people));
      onCleanup(() => {
        setPages((before) => {
          if (before.get(record) !== people) return before;
          const rest = new Map(before);
          rest.delete(record);
          return rest;
        });
      });
    },
  };
};
