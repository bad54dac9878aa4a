import type { JSX } from "solid-js";
import type { Tone } from "#domain/schema/field.ts";

export interface BoardColumn<Card> {
  readonly id: string;
  readonly label: string;
  readonly tone?: Tone | undefined;
  /** Of the whole column, also when only some of its cards are here. */
  readonly count: number;
  /** What the column adds up to, drawn beside the count. */
  readonly sum?: JSX.Element;
  readonly cards: readonly Card[];
}

export interface BoardProps<Card extends object> {
  readonly label: string;
  readonly columns: readonly BoardColumn<Card>[];
  readonly cardId: (card: Card) => string;
  /** The card's name, for announcements and menus. */
  readonly cardLabel: (card: Card) => string;
  readonly renderCard: (card: Card) => JSX.Element;
  /** A card was dropped on another column. Where it stands in there follows the board's sort. */
  readonly onMove: (card: Card, to: string) => void;
  readonly mayMove?: ((card: Card, to: string) => boolean) | undefined;
  readonly onOpen?: ((card: Card) => void) | undefined;
  /** The last cards of a column came into sight although `count` says there are more. */
  readonly onMore?: ((column: string) => void) | undefined;
}

/** A card on its way. */
export interface Carried {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly by: "pointer" | "keys";
}
