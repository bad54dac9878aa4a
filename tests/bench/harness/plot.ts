import type { Curve, Growth } from "./growth.ts";

const WIDTH = 420;
const HEIGHT = 230;
const COLUMNS = 2;
const LEFT = 58;
const RIGHT = 14;
const TOP = 34;
const BOTTOM = 46;

/** Ours in the accent, peers in turn; the curve that n log n would be is dashed. Both themes are served by one file. */
const STYLE = `<style>
text{font:11px system-ui,sans-serif;fill:#57606a}.title{font-weight:600;fill:#1f2328}
.grid{stroke:#d8dee4}.line{fill:none;stroke-width:2}.s0{stroke:#2f6fed;fill:#2f6fed}.s1{stroke:#8a6d3b;fill:#8a6d3b}.s2{stroke:#7a4fb5;fill:#7a4fb5}.s3{stroke:#2e8b57;fill:#2e8b57}.s4{stroke:#b5484f;fill:#b5484f}
path.line{fill:none}.floor{fill:none;stroke:#8c959f;stroke-dasharray:4 4}text.s0,text.s1,text.s2,text.s3,text.s4{stroke:none}
@media(prefers-color-scheme:dark){text{fill:#9da7b3}.title{fill:#e6edf3}.grid{stroke:#30363d}.s0{stroke:#6ea0ff;fill:#6ea0ff}.s1{stroke:#d2b16f;fill:#d2b16f}.s2{stroke:#b494e6;fill:#b494e6}.s3{stroke:#6cc596;fill:#6cc596}.s4{stroke:#ec8a90;fill:#ec8a90}}
</style>`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const short = (value: number): string => {
  if (value >= 1_000_000) return `${value / 1_000_000}M`;
  if (value >= 1_000) return `${value / 1_000}k`;
  return String(Number(value.toPrecision(2)));
};

/** Powers of ten from below the smallest to above the largest. */
const decades = (low: number, high: number): readonly number[] => {
  const from = Math.floor(Math.log10(low));
  const to = Math.max(from + 1, Math.ceil(Math.log10(high)));
  return Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
};

const nLogN = ({ points }: Curve): Curve => {
  const [first] = points;
  return { name: "n log n", points: first ? points.map(({ size }) => ({ size, cost: (first.cost * size * Math.log2(size)) / (first.size * Math.log2(first.size)) })) : [] };
};

const panel = ({ what, unit, ours, peers }: Growth, x0: number, y0: number): string => {
  const curves = [ours, ...peers].filter(({ points }) => points.length > 0);
  const floor = nLogN(ours);
  const all = [floor, ...curves].flatMap(({ points }) => points).filter(({ cost }) => cost > 0);
  const sizes = [...new Set(all.map(({ size }) => size))].sort((a, b) => a - b);
  const ticks = decades(Math.min(...all.map(({ cost }) => cost)), Math.max(...all.map(({ cost }) => cost)));
  const [bottom = 1, top = 10] = [ticks[0], ticks.at(-1)];
  const [smallest = 1, largest = 10] = [sizes[0], sizes.at(-1)];
  const x = (size: number): number => x0 + LEFT + (Math.log(size / smallest) / Math.log(largest / smallest)) * (WIDTH - LEFT - RIGHT);
  const y = (cost: number): number => y0 + HEIGHT - BOTTOM - (Math.log(cost / bottom) / Math.log(top / bottom)) * (HEIGHT - TOP - BOTTOM);
  const path = ({ points }: Curve): string => points.map(({ size, cost }, at) => `${at === 0 ? "M" : "L"}${x(size).toFixed(1)} ${y(Math.max(cost, bottom)).toFixed(1)}`).join("");
  const grid = ticks.map((tick) => `<path class="grid" d="M${x0 + LEFT} ${y(tick).toFixed(1)}H${x0 + WIDTH - RIGHT}"/><text x="${x0 + LEFT - 6}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${short(tick)} ${unit}</text>`);
  const foot = sizes.map((size) => `<text x="${x(size).toFixed(1)}" y="${y0 + HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(size)}</text>`);
  const lines = curves.map((curve, at) => `<path class="line s${Math.min(at, 4)}" d="${path(curve)}"/>${curve.points.map(({ size, cost }) => `<circle class="s${Math.min(at, 4)}" cx="${x(size).toFixed(1)}" cy="${y(cost).toFixed(1)}" r="2.5"/>`).join("")}`);
  const names = curves.reduce<{ readonly x: number; readonly text: string }>(({ x, text }, { name }, at) => ({ x: x + 18 + name.length * 5.8, text: `${text}<text class="s${Math.min(at, 4)}" x="${x.toFixed(0)}" y="${y0 + HEIGHT - 10}">${escaped(name)}</text>` }), { x: x0 + 8, text: "" });
  const legend = `${names.text}<text x="${names.x.toFixed(0)}" y="${y0 + HEIGHT - 10}">- - n log n</text>`;
  return `<text class="title" x="${x0 + 8}" y="${y0 + 18}">${escaped(what)}</text>${grid.join("")}${foot.join("")}<path class="floor" d="${path(floor)}"/>${lines.join("")}${legend}`;
};

/** One small plot for each cost, both axes logarithmic: records across, cost upwards. */
export const plotGrowth = (growths: readonly Growth[]): string => {
  const rows = Math.ceil(growths.length / COLUMNS);
  const panels = growths.map((growth, at) => panel(growth, (at % COLUMNS) * WIDTH, Math.floor(at / COLUMNS) * HEIGHT));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * Math.min(COLUMNS, growths.length)} ${HEIGHT * rows}" width="${WIDTH * Math.min(COLUMNS, growths.length)}" role="img">${STYLE}${panels.join("")}</svg>\n`;
};
