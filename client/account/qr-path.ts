/** The dark modules of a code as an SVG path, one unit each: every run of a row is a bar of height one. */
export const qrPath = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .flatMap((row, y) => row.map((dark, x) => (dark && !row[x - 1] ? `M${x} ${y}h${runFrom(row, x)}v1h-${runFrom(row, x)}z` : "")))
    .join("");

const runFrom = (row: readonly boolean[], start: number): number => {
  const end = row.indexOf(false, start);
  return (end < 0 ? row.length : end) - start;
};
