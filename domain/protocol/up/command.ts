import * as v from "valibot";
import { MOST_COUNTED } from "#domain/policy/touches.ts";
import { countPart, recordIdPart } from "#domain/protocol/parts.ts";
import type { Row } from "#domain/schema/entity.ts";

const cellPart = v.union([v.null(), v.string(), v.number(), v.array(v.string()), v.record(v.string(), v.union([v.null(), v.string(), v.number()]))]);
const organisationRow = v.objectWithRest({ id: recordIdPart }, cellPart) as v.GenericSchema<unknown, Row>;

/** What only the relay can do. Without a connection it is not done, and the person is told so: it does not wait. */
export const command = v.strictObject({
  type: v.literal("command"),
  request: countPart,
  do: v.variant("name", [
    v.strictObject({ name: v.literal("purge"), record: recordIdPart }),
    /** Official numbers for records of a kind that the device makes while it has no connection. */
    v.strictObject({ name: v.literal("reserve"), kind: v.pipe(v.string(), v.maxLength(40)) }),
    /** How many records people would lose and gain if these rows of the organisation stood. */
    v.strictObject({ name: v.literal("preview"), rows: v.pipe(v.array(organisationRow), v.maxLength(MOST_COUNTED)) }),
  ]),
});
export type Command = v.InferOutput<typeof command>;
