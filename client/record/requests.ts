import { pendingIn, stateOf } from "#domain/approval/run.ts";
import type { RecordId } from "#domain/id.ts";
import { wishValues, type Wish } from "#domain/entities/access-request/edits.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Replica } from "#client/replica/replica-context.tsx";

/** What others ask of the person and nobody has answered yet, the newest first. */
export const askedOf = (replica: Replica): readonly Row[] =>
  replica.requests().filter((row) => textOf(row, "owner") !== replica.me().id && textOf(row, "answer") === null);

/** What the person is asked to approve and has not decided on this device. */
export const toApprove = (replica: Replica): readonly Row[] =>
  replica.toApprove().filter((row) => stateOf(row) === "running" && !pendingIn(row).some(({ by, does }) => by === replica.me().id && does !== "comment"));

/** How much waits for the person's word: refused changes, requests, approvals. */
export const attentionCount = (replica: Replica): number => replica.attention().length + askedOf(replica).length + toApprove(replica).length;

/** The person's newest request about a record: for access to it, or that a colleague makes a change of it. */
export const ownRequest = (replica: Replica, record: RecordId, handedOver: boolean): Row | undefined =>
  replica.requests().find((row) => textOf(row, "owner") === replica.me().id && textOf(row, "record") === record && (textOf(row, "wants") === "apply") === handedOver);

/** Sends a request, also offline; false when it is too much for one. */
export const sendRequest = async ({ api }: Replica, wish: Wish): Promise<boolean> => {
  const values = wishValues(wish);
  if (!values) return false;
  const record = await api.newId("accessRequest");
  return (await api.commit([{ record, values }])).ok;
};
