const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
// oxlint-disable-next-line no-control-regex -- a record's text must not steer the terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/gu;
const LONGEST = 48;

const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);

const plain = (text: string): string => {
  const line = text.replace(CONTROL, " ");
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
};

export interface TableColumn {
  readonly heading: string;
  /** Figures stand to the right. */
  readonly right?: boolean;
}

/** Rows as text in columns for a terminal. */
export const textTable = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string => {
  const lines = [columns.map(({ heading }) => heading), ...rows].map((cells) => columns.map((_, at) => plain(cells[at] ?? "")));
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => widthOf(cells[at] ?? ""))));
  const pad = (text: string, at: number): string => {
    const space = " ".repeat((widths[at] ?? 0) - widthOf(text));
    return columns[at]?.right ? space + text : text + space;
  };
  const [head = [], ...body] = lines.map((cells) => cells.map(pad).join("  ").trimEnd());
  return [head, widths.map((width) => "-".repeat(width)).join("  "), ...body, ""].join("\n");
};
