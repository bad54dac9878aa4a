import type { StorageProblem, SyncState } from "#workers/replica/api.ts";
import type { Link } from "./link.ts";

/** What the page is told of a replica. */
export interface SyncFacts {
  readonly link: Link;
  readonly problem: StorageProblem | null;
  readonly waiting: number;
  /** What has come is stored. */
  readonly kept: boolean;
  readonly attention: number;
  readonly locked: boolean;
}

const kindOf = ({ link, problem, waiting, kept }: SyncFacts): SyncState["kind"] => {
  if (problem !== null && problem !== "refused") return "broken";
  if (link.is === "signIn" || link.is === "connecting") return link.is;
  if (link.is !== "live") return "offline";
  if (waiting > 0) return "saving";
  if (link.progress !== null) return "fetching";
  return kept ? "saved" : "saving";
};

/** The most pressing first: broken storage, an ended session, no connection, changes on their way. */
export const syncStateOf = (facts: SyncFacts): SyncState => ({
  kind: kindOf(facts),
  waiting: facts.waiting,
  attention: facts.attention,
  progress: facts.link.progress,
  problem: facts.problem,
  mustUpdate: facts.link.is === "update",
  access: facts.link.closed === "wiped" ? "wiped" : facts.locked ? "locked" : "open",
  clockOffset: facts.link.clockOffset,
  lastContact: facts.link.lastContact,
  closed: facts.link.closed,
});
