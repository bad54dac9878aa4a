import { findEntity } from "#domain/entities/registry.ts";
import { docId, type RecordId } from "#domain/id.ts";
import { mayDo } from "#domain/policy/job-function.ts";
import type { Done } from "#domain/protocol/down/done.ts";
import type { Command } from "#domain/protocol/up/command.ts";
import type { Committing } from "./committing.ts";
import type { Session } from "./connection.ts";
import { mayRead } from "./feed.ts";
import type { Ground } from "./ground.ts";
import type { Storage } from "./storage/storage.ts";

export interface CommandsDeps {
  readonly storage: Storage;
  readonly ground: Ground;
  readonly commit: Committing["commit"];
}

type Answer = Pick<Done, "error" | "numbers">;

/** Does what only the relay can do; answers why it was not done, null when it was. Called while no commit runs. */
export const createCommands = ({ storage, ground, commit }: CommandsDeps) => {
  const purge = async (session: Session, record: RecordId): Promise<Done["error"]> => {
    const standing = ground.directory.standing(session.person);
    if (!standing?.person.active || !standing.person.rights.has("purge")) return "denied";
    const [stored] = await storage.documents([docId(record)]);
    if (!stored || !mayRead(stored.scopes, standing.scopes)) return "notFound";
    const batch = ground.begin();
    try {
      await batch.purge(record, session.person);
    } catch (error) {
      await ground.reread();
      throw error;
    }
    await commit(batch, () => [], new Set([session.device]));
    return null;
  };

  const reserve = async (session: Session, kind: string): Promise<Answer> => {
    const standing = ground.directory.standing(session.person);
    const entity = findEntity(kind);
    if (!entity?.number) return { error: "notFound" };
    if (!standing?.person.active || !mayDo(standing.person.functions, kind, "create")) return { error: "denied" };
    const batch = ground.begin();
    const numbers = await batch.reserve(entity, session.device);
    const stored = await commit(batch, () => [], new Set());
    return { error: null, numbers: stored ? [...numbers] : [] };
  };

  return async (session: Session, command: Exclude<Command["do"], { readonly name: "preview" }>): Promise<Answer> => {
    switch (command.name) {
      case "purge":
        return { error: await purge(session, command.record) };
      case "reserve":
        return reserve(session, command.kind);
    }
  };
};
