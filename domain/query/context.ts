import type { DeriveContext, Entity, Row } from "#domain/schema/entity.ts";
import type { Locale } from "#domain/schema/words.ts";

/** Everything a question over rows depends on besides the rows asked about. Two equal contexts give equal answers. */
export interface QueryContext extends DeriveContext {
  /** Record id of the person asking: what `"me"` stands for. */
  readonly me: string;
  readonly entity: (kind: string) => Entity | undefined;
  /** Orders text; Chinese sorts by pinyin under `zh-CN`. */
  readonly locale: Locale;
}

/** Rows as the replica holds them, recycle bin included. */
export interface RowSource {
  readonly rows: (kind: string) => Iterable<Row>;
  readonly row: (id: string) => Row | undefined;
}

/** One row that came, changed or went. A changed row is a new object; the old one stays as it was. */
export interface RowChange {
  readonly id: string;
  readonly kind: string;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

export interface LiveSource extends RowSource {
  /** Tells of changes after they are applied, in batches and in order: a row that changed twice in one is told twice. The answer unsubscribes. */
  readonly subscribe: (listener: (changes: readonly RowChange[]) => void) => () => void;
}
