import type { Clock, Instant } from "#domain/clock.ts";
import { OFFLINE_DAYS } from "#domain/entities/workspace/workspace.ts";
import type { Row } from "#domain/schema/entity.ts";
import { numberOf } from "#domain/schema/read.ts";
import type { KeptStore } from "./kept-store.ts";
import type { Picture } from "./picture.ts";

/** How screens looked, by their address, beside the answers that they were drawn from. `public/boot.js` reads them. */
export interface KeptPictures {
  /** Keeps how the screen looks, unless it may still show what has just gone. `company`: the row that says how long a device may be away. */
  readonly take: (contact: Instant, company: Row | undefined) => void;
  readonly drop: () => void;
  readonly texts: () => readonly string[];
}

export interface KeptPicturesOptions {
  readonly store: KeptStore;
  readonly clock: Clock;
  readonly build: string;
  /** How the screen looks; null when it is not to be kept. */
  readonly picture: () => Picture | null;
}

const PICTURE = "picture ";
const MOST = 4;
/** A list on a large screen has 90,000. */
const MOST_LETTERS = 300_000;
const DAY = 86_400_000;

/** When a device that reached the relay last at `contact` shows nothing more (workers/replica/absence.ts). */
export const shownUntil = (contact: Instant, company: Row): Instant => contact + (numberOf(company, "offlineDays") ?? OFFLINE_DAYS) * DAY;

export const createKeptPictures = ({ store, clock, build, picture }: KeptPicturesOptions): KeptPictures => {
  let outdated = false;

  const keep = (contact: Instant, company: Row): void => {
    const taken = picture();
    if (!taken) return;
    const { address, ...shown } = taken;
    // Without room for it the answers do alone.
    if (!store.put(PICTURE + address, { ...shown, build, from: contact, until: shownUntil(contact, company) }, clock.now(), MOST_LETTERS)) store.remove(PICTURE + address);
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
    texts: () => store.texts(PICTURE).map(([, text]) => text),
  };
};
