import type { Column, Pack } from "./column.ts";

/** So many different texts are shared at most. */
const MOST = 20_000;

/** Names of columns and listed cells (column.ts: `words`), each once for all packs that stay in memory. */
export interface Sharing {
  /** The same pack, over texts that it has in common with the others. */
  readonly pack: (pack: Pack) => Pack;
  readonly clear: () => void;
}

export const createSharing = (): Sharing => {
  const texts = new Map<string, string>();

  const shared = <T>(cell: T): T => {
    if (typeof cell !== "string") return cell;
    const known = texts.get(cell);
    if (known !== undefined) return known as T & string;
    if (texts.size < MOST) texts.set(cell, cell);
    return cell;
  };

  const sharedColumn = (column: Column): Column => {
    switch (column.is) {
      case "words":
        return { ...column, cells: column.cells.map(shared) };
      case "object":
        return { ...column, fields: sharedFields(column.fields) };
      case "list":
        return { ...column, items: sharedColumn(column.items) };
      case "pick":
      case "json":
      case "some":
        return { ...column, of: sharedColumn(column.of) };
      default:
        return column;
    }
  };

  const sharedFields = (fields: Pack["columns"]): Pack["columns"] => fields.map(([name, column]) => [shared(name), sharedColumn(column)] as const);

  return { pack: (pack) => ({ ...pack, columns: sharedFields(pack.columns) }), clear: () => texts.clear() };
};
