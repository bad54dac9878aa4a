import type { Collision, ReplicaApi } from "#workers/replica/api.ts";
import { parseRecordId } from "#domain/id.ts";
import { err, ok } from "#domain/result.ts";
import type { Http } from "./deps.ts";

const collisionOf = (raw: unknown): readonly Collision[] => {
  const { title, owner, id } = (raw ?? {}) as { readonly title?: unknown; readonly owner?: unknown; readonly id?: unknown };
  if (typeof title !== "string" || typeof owner !== "string") return [];
  return [{ title, owner, id: typeof id === "string" ? parseRecordId(id) : null }];
};

const isDenied = (body: unknown): boolean => (body as { readonly code?: unknown } | null)?.code === "denied";

/** Asks the relay whether somebody has a record already, those too that this person may not read. */
export const collisionsOf = async (http: Http, kind: string, text: string): ReturnType<ReplicaApi["collisions"]> => {
  try {
    const { status, body } = await http("POST", "/api/collisions", { kind, text });
    if (status === 403 && isDenied(body)) return err({ type: "Denied" });
    return status === 200 && Array.isArray(body) ? ok(body.flatMap(collisionOf)) : err({ type: "Offline" });
  } catch {
    return err({ type: "Offline" });
  }
};
