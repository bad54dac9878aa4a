import type { Flow } from "#domain/approval/flow.ts";
import { sayingValues, type Saying } from "#domain/approval/say.ts";
import type { Clock } from "#domain/clock.ts";
import { kindOf } from "#domain/id.ts";
import type { Row } from "#domain/schema/entity.ts";
import type { Replica } from "#client/replica/replica-context.tsx";
import { lensOf } from "#client/replica/seen.ts";
import type { CommitProblem } from "#workers/replica/api.ts";

/** Says something in a record's approval, also offline; it counts once the relay has it. It is not taken back by undo. Answers why not. */
export const say = async ({ api, me }: Replica, clock: Clock, row: Row, saying: Saying, flows: readonly Flow[]): Promise<CommitProblem | null> => {
  const values = sayingValues(row, saying, { me: me().id, now: clock.now(), key: await api.newKey() }, flows, lensOf(kindOf(row.id)));
  if (!values) return { type: "Denied", reason: "noFlow" };
  const outcome = await api.commit([{ record: row.id, values }]);
  return outcome.ok ? null : outcome.error;
};
