import type { RecordId } from "#domain/id.ts";
import type { Down } from "#domain/protocol/down.ts";
import type { Refusal } from "#domain/protocol/down/answers.ts";
import type { Denied } from "#domain/policy/write.ts";
import type { Up } from "#domain/protocol/up.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Committing } from "./committing.ts";
import type { Directory } from "./directory.ts";
import type { Ground } from "./ground.ts";
import { FIRST_DEVICE, type Device } from "./storage/storage.ts";
import type { Tokens } from "./tokens.ts";

/**
 * An administrator sees what another person sees. The ticket of such a connection is the administrator's and names the person; from then on
 * it is sent what the person is sent, and nothing that comes from it is taken.
 */
export const mayView = (directory: Directory, viewer: RecordId): boolean => {
  const standing = directory.standing(viewer);
  return standing !== null && standing.person.active && standing.person.rights.has("admin");
};

export const issueView = async (relay: { readonly directory: Directory; readonly tokens: Tokens }, viewer: RecordId, person: RecordId, session: string | null = null): Promise<Result<string, "denied" | "notFound">> => {
  if (!mayView(relay.directory, viewer)) return err("denied");
  if (!relay.directory.standing(person)?.person.active) return err("notFound");
  return ok(await relay.tokens.issue("ticket", viewer, person, session));
};

/** The device of everybody who views: it has no lease, holds nothing, and is not kept. */
export const VIEWER: Omit<Device, "person"> = { device: FIRST_DEVICE - 1, keyHash: "", used: 0, granted: [], complete: [] };

const REFUSAL: Refusal = { code: "denied", reason: "viewing" satisfies Denied["reason"], doc: null, path: null };

/** What a viewer's message is answered: nothing at all for presence, undefined for what anybody may ask. */
export const answerViewer = (message: Up): Down | null | undefined => {
  switch (message.type) {
    case "push":
      return { type: "answers", answers: message.txs.map(({ id }) => ({ tx: id, ok: false, refusal: REFUSAL })) };
    case "command":
      return { type: "done", request: message.request, error: "viewing" };
    case "presence":
      return null;
    default:
      return undefined;
  }
};

/** Writes into the history of a person that somebody has begun to see what they see. Called while no commit runs. */
export const noteViewing = async ({ ground, commit }: { readonly ground: Ground; readonly commit: Committing["commit"] }, person: RecordId, viewer: RecordId): Promise<boolean> => {
  const batch = ground.begin();
  batch.noteViewing(person, viewer);
  return commit(batch, () => [], new Set());
};
