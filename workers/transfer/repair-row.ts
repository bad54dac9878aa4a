export interface Quoting {
  readonly delimiter: string;
  readonly quote: string;
}

interface Step {
  readonly cell: string;
  readonly next: number;
}

const MAX_LINE = 50_000;

/** The ways to read the field at `at`: between quotes up to each place where it may close, else as plain text. */
const readings = (line: string, at: number, { delimiter, quote }: Quoting): Step[] => {
  const steps: Step[] = [];
  if (line[at] === quote) {
    for (let end = line.indexOf(quote, at + 1); end >= 0; end = line.indexOf(quote, end + 1)) {
      const closes = end + 1 === line.length || line.startsWith(delimiter, end + 1);
      if (!closes) continue;
      const cell = line.slice(at + 1, end).replaceAll(quote + quote, quote);
      steps.push({ cell, next: end + 1 === line.length ? line.length + 1 : end + 1 + delimiter.length });
    }
  }
  const end = line.indexOf(delimiter, at);
  steps.push(end < 0 ? { cell: line.slice(at), next: line.length + 1 } : { cell: line.slice(at, end), next: end + delimiter.length });
  return steps;
};

/**
 * Reads one line that has a quote too many or too few so that it comes to exactly `width` cells; null when there is no such
 * reading. Quotes are taken as quotes as far as possible, and as text where that leads nowhere.
 */
export const repairRow = (line: string, width: number, quoting: Quoting): string[] | null => {
  if (line.length > MAX_LINE) return null;
  const dead = new Set<number>();
  const cells: string[] = [];
  const walk = (at: number): boolean => {
    if (at > line.length) return cells.length === width;
    const mark = at * (width + 1) + cells.length;
    if (cells.length >= width || dead.has(mark)) return false;
    for (const step of readings(line, at, quoting)) {
      cells.push(step.cell);
      if (walk(step.next)) return true;
      cells.pop();
    }
    dead.add(mark);
    return false;
  };
  return walk(0) ? cells : null;
};

/** The line cut at every delimiter, quotes taken as text: the last resort, which loses nothing. */
export const splitPlain = (line: string, { delimiter }: Quoting): string[] => line.split(delimiter);
