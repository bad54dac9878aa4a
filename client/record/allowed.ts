import type { Remote } from "comlink";
import type { RecordId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import type { ReplicaApi } from "#workers/replica/api.ts";

/** Questions on their way at once; more only wait in the worker. */
const AT_ONCE = 100;

/** Which of these records the person may change so, in order. */
export const allowedOf = async (api: Remote<ReplicaApi>, records: readonly RecordId[], values: Values): Promise<readonly RecordId[]> => {
  const allowed: RecordId[] = [];
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const part = records.slice(at, at + AT_ONCE);
    const verdicts = await Promise.all(part.map((record) => api.mayWrite(record, values)));
    allowed.push(...part.filter((_, index) => verdicts[index]?.ok));
  }
  return allowed;
};
