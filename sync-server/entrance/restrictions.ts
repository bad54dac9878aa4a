import { BlockList, isIP, isIPv4 } from "node:net";
import type { Clock, Instant } from "#domain/clock.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { WORKSPACE } from "#domain/entities/workspace/workspace.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Hours, Restriction } from "#domain/protocol/accounts.ts";
import type { Storage } from "../storage/storage.ts";
import { hashSecret } from "../tokens.ts";
import type { From } from "./from.ts";

export type Barred = "outsideHours" | "outsideNetwork" | "unknownDevice" | "tooManyDevices" | "noMobile";

/** Where somebody is, as far as it is known: a token tells no browser, and the hours alone are asked without any of it. */
export type Place = Pick<From, "address"> & Partial<From>;

export interface Restrictions {
  readonly of: (user: RecordId) => Promise<Restriction | null>;
  readonly save: (user: RecordId, restriction: Restriction) => Promise<void>;
  /** Why the user may not work now from this place (null: asked about the hours alone); null when they may. */
  readonly barred: (user: RecordId, place: Place | null) => Promise<Barred | null>;
  /** The same for somebody who signs in, whose device may be a new one. */
  readonly barredAtSignIn: (user: RecordId, from: From) => Promise<Barred | null>;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

interface LocalTime {
  readonly day: number;
  readonly time: string;
}

/** Weekday (1 is Monday) and time of day in a zone; in UTC when the platform does not know the zone. */
export const localTime = (at: Instant, zone: string): LocalTime => {
  const format = (timeZone: string) => new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = format(zone).formatToParts(at);
  } catch {
    parts = format("UTC").formatToParts(at);
  }
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return { day: DAYS.indexOf(part("weekday")) + 1, time: `${part("hour")}:${part("minute")}` };
};

const within = ({ days, from, to }: Hours, { day, time }: LocalTime): boolean => {
  const before = day === 1 ? 7 : day - 1;
  if (from <= to) return days.includes(day) && time >= from && time < to;
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
};

/** The end of a day is written 24:00 by people, and means the same as 00:00 of the next. */
export const isHours = ({ days, from, to }: Hours): boolean =>
  days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) && TIME.test(from) && (TIME.test(to) || to === "24:00") && from !== to;

export const isNetwork = (text: string): boolean => {
  const [address = "", bits, more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

/** What phones and tablets say they are, as long as they do: many tablets, and whoever wants to, say that they are a computer. */
const MOBILE = /\b(Mobile|Mobi|Android|iPhone|iPad|iPod|HarmonyOS)\b/i;

export const isMobile = (agent: string): boolean => MOBILE.test(agent);

const restricts = ({ hours, networks, devices, mobile }: Restriction): boolean => hours.length + networks.length > 0 || devices !== null || !mobile;

const inside = (networks: readonly string[], address: string): boolean => {
  const list = new BlockList();
  for (const network of networks) {
    const [base = "", bits] = network.split("/");
    const family = isIPv4(base) ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(bits), family);
  }
  return isIP(address) !== 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
};

export const createRestrictions = (storage: Storage, clock: Clock): Restrictions => {
  let known: Promise<ReadonlyMap<RecordId, Restriction>> | null = null;
  const load = () => (known ??= storage.entrance.restrictions());

  const zone = async (): Promise<string> => {
    const [workspace] = await storage.documents([docId(WORKSPACE)]);
    return (workspace && textOf(workspace.row, "zone")) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  };

  const barredFrom = ({ networks, mobile }: Restriction, { address, agent }: Place): Barred | null => {
    if (networks.length > 0 && !inside(networks, address)) return "outsideNetwork";
    return agent !== undefined && !mobile && isMobile(agent) ? "noMobile" : null;
  };
  const isKnown = async (user: RecordId, browser: string | null): Promise<boolean> =>
    browser !== null && (await storage.entrance.knownDevices(user)).some(({ id }) => id === hashSecret(browser));

  const barredNow = async ({ hours }: Restriction): Promise<Barred | null> => {
    if (hours.length === 0) return null;
    const now = localTime(clock.now(), await zone());
    return hours.some((one) => within(one, now)) ? null : "outsideHours";
  };

  return {
    of: async (user) => (await load()).get(user) ?? null,
    save: async (user, restriction) => {
      await storage.entrance.saveRestriction(user, restricts(restriction) ? restriction : null);
      known = null;
    },
    barred: async (user, place) => {
      const restriction = (await load()).get(user);
      if (!restriction) return null;
      const elsewhere = place && barredFrom(restriction, place);
      if (elsewhere) return elsewhere;
      if (restriction.devices !== null && place?.browser !== undefined && !(await isKnown(user, place.browser))) return "unknownDevice";
      return barredNow(restriction);
    },
    barredAtSignIn: async (user, from) => {
      const restriction = (await load()).get(user);
      if (!restriction) return null;
      const elsewhere = barredFrom(restriction, from);
      if (elsewhere) return elsewhere;
      const { devices } = restriction;
      if (devices !== null && !(await isKnown(user, from.browser))) {
        if (devices === 0) return "unknownDevice";
        if ((await storage.entrance.knownDevices(user)).length >= devices) return "tooManyDevices";
      }
      return barredNow(restriction);
    },
  };
};
