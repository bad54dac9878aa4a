import type { JSX } from "solid-js";

/** What an element of a column stands for at the moment; reactive. */
export interface TableCell<Row> {
  readonly row: Row;
  readonly index: number;
}

export interface TableColumn<Row> {
  readonly id: string;
  readonly label: string;
  /** px; default 160. */
  readonly width?: number | undefined;
  /** `end` for figures and money. */
  readonly align?: "start" | "end" | undefined;
  readonly sortable?: boolean | undefined;
  readonly editable?: boolean | ((row: Row) => boolean) | undefined;
  /** Names the row: stands out among the others. */
  readonly names?: boolean | undefined;
  /** A press on the cell's content opens the record: for the title, or for what stands for it. */
  readonly opens?: boolean | undefined;
  /**
   * Made once for an element, which shows one row after the other as the table scrolls: like a component it reads `cell` where it draws, and keeps no
   * state of its own.
   */
  readonly render: (cell: TableCell<Row>) => JSX.Element;
  /** What stands below the column in the footer row. */
  readonly footer?: (() => JSX.Element) | undefined;
}

export interface TableSort {
  readonly by: string;
  readonly down?: true;
}

/** Order, widths and freezing as the user left them; the caller keeps it. */
export interface TableLayout {
  readonly columns: readonly { readonly id: string; readonly width: number }[];
  /** How many columns, from the left, stay while the rest scrolls. */
  readonly frozen: number;
}

/** A cell by position; row -1 is the header. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface CellEdit<Row> {
  readonly row: Row;
  readonly index: number;
  readonly column: string;
  /** Began by typing: the editor selects everything, so that what is typed replaces it. */
  readonly replace: boolean;
  /** Ends editing and moves on. Text inputs need not call it: Enter, Tab and Esc are seen by the table. */
  readonly done: (move?: "stay" | "down" | "next") => void;
}

export interface DataTableProps<Row> {
  /** What the table holds, for screen readers: "Customers". */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly count: number;
  /** What the rows are an answer to: with another question the table is at its top again. */
  readonly question?: unknown;
  /** The rows answer an earlier question than the one that is asked now. */
  readonly busy?: boolean | undefined;
  /** Reactive; undefined while a row has not arrived, then its cells are blank. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  /** Rows in sight with a margin, both ends included. */
  readonly onWindow?: ((first: number, last: number) => void) | undefined;
  readonly sort?: readonly TableSort[] | undefined;
  /** The whole new sort; Shift adds a further column. */
  readonly onSort?: ((sort: readonly TableSort[]) => void) | undefined;
  readonly layout?: TableLayout | undefined;
  /** Without it columns cannot be resized, moved, frozen or hidden. */
  readonly onLayout?: ((layout: TableLayout) => void) | undefined;
  /** Without it rows cannot be selected. */
  readonly selection?: TableSelection | undefined;
  /** Every id in order; needed for ranges and for all beyond the rows in sight. */
  readonly ids?: (() => Promise<readonly string[]>) | undefined;
  readonly onOpen?: ((row: Row, index: number) => void) | undefined;
  /** The row whose record is open beside the table. */
  readonly openId?: string | undefined;
  readonly renderEditor?: ((edit: CellEdit<Row>) => JSX.Element) | undefined;
  /** Where the user was: read once at the start, told on every change, so a list keeps its place. */
  readonly place?: TablePlace | undefined;
  readonly onPlace?: ((place: TablePlace) => void) | undefined;
  readonly showFooter?: boolean | undefined;
  /** Shown in place of rows when there are none. */
  readonly empty?: JSX.Element | undefined;
}

export interface TablePlace {
  readonly top: number;
  readonly left: number;
  readonly cell: CellPlace | null;
}

export interface TableSelection {
  readonly has: (id: string) => boolean;
  readonly ids: () => ReadonlySet<string>;
  readonly set: (ids: Iterable<string>, chosen: boolean) => void;
  readonly clear: () => void;
}
