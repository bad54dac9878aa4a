import type { RecordId } from "#domain/id.ts";
import { wishValues, type Wish } from "#domain/entities/access-request/edits.ts";
import type { Row } from "#domain/schema/entity.ts";
import { textOf } from "#domain/schema/read.ts";
import type { Replica } from "#client/replica/replica-context.tsx";

/** What others ask of the person and nobody has answered yet, the newest first. */
export const askedOf = (replica: Replica): readonly Row[] =>
  replica.requests().filter((row) => textOf(row, "owner") !== replica.me().id && textOf(row, "answer") === null);

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
