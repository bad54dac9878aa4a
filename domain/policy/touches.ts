import { kindOf } from "#domain/id.ts";
import type { ORGANISATION } from "#domain/policy/organisation.ts";

/** Fields of the organisation that the policy does not read: what a thing is called, and how somebody is reached. */
const UNREAD = {
  user: ["name", "account", "rank", "external", "mobile", "email"],
  department: ["name", "region", "external"],
  role: ["name"],
  jobFunction: ["name"],
  group: ["name", "purpose", "remarks"],
  sharingRule: ["name"],
  pool: ["name", "limit", "waitDays", "remarks"],
} as const satisfies Readonly<Record<(typeof ORGANISATION)[number], readonly string[]>>;

/** Rows of the organisation whose effect is counted at once, at most. */
export const MOST_COUNTED = 200;

/** Whether new values of a record can change what somebody may do, so that the effect has to be counted. */
export const touchesAccess = (record: string, paths: Iterable<string>): boolean => {
  const kind = kindOf(record);
  const unread: readonly string[] | undefined = Object.hasOwn(UNREAD, kind) ? UNREAD[kind as keyof typeof UNREAD] : undefined;
  return unread !== undefined && [...paths].some((path) => !unread.includes(path));
};
