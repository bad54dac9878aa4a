import { OWNED_KIND_NAMES, type OwnedKind } from "#domain/entities/owned-kinds.ts";
import { kindOf, type RecordId } from "#domain/id.ts";
import type { Edit } from "#workers/replica/api.ts";

/** What one person owns of a kind: what may be handed over, and how many more there are. */
export interface Holding {
  readonly kind: OwnedKind;
  readonly records: readonly RecordId[];
  readonly kept: number;
}

/** Everything that a person owns, by kind, without kinds of which there is nothing. `allowed` are those whose owner may be changed. */
export const holdingsOf = (owned: readonly RecordId[], allowed: readonly RecordId[]): readonly Holding[] => {
  const may = new Set(allowed);
  return OWNED_KIND_NAMES.flatMap((kind): readonly Holding[] => {
    const all = owned.filter((id) => kindOf(id) === kind);
    const records = all.filter((id) => may.has(id));
    return all.length === 0 ? [] : [{ kind, records, kept: all.length - records.length }];
  });
};

/** The edits of a hand-over; a record that somebody else has been given meanwhile is left alone. */
export const handOverEdits = (holdings: readonly Holding[], from: RecordId, to: RecordId): readonly Edit[] =>
  holdings.flatMap(({ records }) => records.map((record): Edit => ({ record, values: { owner: to }, expect: { owner: from } })));
