import type { JSX } from "solid-js";
import type { Values } from "#domain/record/change.ts";
import { membersOf, textOf } from "#domain/schema/read.ts";
import { FollowUpNote } from "#client/record/follow-up-note.tsx";
import { useRecord, useRow } from "#client/record/record-model.tsx";

/** A follow-up of the open record, right where its history is read. */
export const FollowUpComposer = (props: { readonly by: string }): JSX.Element => {
  const record = useRecord();
  const row = useRow();
  /* On an opportunity's page the customer goes with it; on a contact's page, the only customer. */
  const begins = (): Values => {
    const customers = membersOf(row(), "customers");
    const customer = props.by === "customer" ? null : (textOf(row(), "customer") ?? (customers.length === 1 ? (customers[0] ?? null) : null));
    return { [props.by]: record.id, ...(customer === null ? {} : { customer }) };
  };
  return <FollowUpNote fields={props.by === "contact" ? ["method", "at"] : ["method", "contact", "at"]} begins={begins} />;
};
