import type { Clock, Instant } from "#domain/clock.ts";
import { longestAbsence } from "#domain/entities/workspace/workspace.ts";
import type { RecordId } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { KeptStore } from "./kept-store.ts";
import type { Taken } from "./picture.ts";

/** How screens looked, by their address, beside the answers that they were drawn from. `public/boot.js` reads them. */
export interface KeptPictures {
  /** Keeps how the screen looks, unless it may still show what has just gone. `company`: the row that says how long a device may be away. */
  readonly take: (contact: Instant, company: Row | undefined) => void;
  readonly drop: () => void;
  /** What they show by its address or as a row. */
  readonly records: () => readonly RecordId[];
}

export interface KeptPicturesOptions {
  readonly store: KeptStore;
  readonly clock: Clock;
  readonly build: string;
  /** How the screen looks; null while nothing can be said of it. */
  readonly picture: () => Taken | null;
}

const PICTURE = "picture ";
const MOST = 4;
/** A list on a large screen has 90,000. */
const MOST_LETTERS = 300_000;
/** Of a link or a row, in the text that a picture is stored as. */
const RECORD = /(?<=href=\\"\/|data-id=\\")[a-zA-Z]+\/[0-9a-z]+/g;

export const createKeptPictures = ({ store, clock, build, picture }: KeptPicturesOptions): KeptPictures => {
  let outdated = false;

  const keep = (contact: Instant, company: Row): void => {
    const taken = picture();
    if (!taken) return;
    const { address, picture: shown } = taken;
    // Without room for it the answers do alone.
    if (!shown || !store.put(PICTURE + address, { ...shown, build, from: contact, until: contact + longestAbsence(company) }, clock.now(), MOST_LETTERS)) store.remove(PICTURE + address);
    store.trim(PICTURE, MOST);
  };

  return {
    take: (contact, company) => {
      if (company && !outdated) keep(contact, company);
      outdated = false;
    },
    drop: () => {
      outdated = true;
      for (const [key] of store.texts(PICTURE)) store.remove(key);
    },
    records: () => store.texts(PICTURE).flatMap(([, text]) => (text.match(RECORD) ?? []) as RecordId[]),
  };
};
