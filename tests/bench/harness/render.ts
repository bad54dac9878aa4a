import type { Comparison, Listing, Outcome, Sample, Unit } from "./bench.ts";
import { beyondNLogN, growthsOf, type Curve, type Growth } from "./growth.ts";
import type { Entry } from "./report.ts";

const figure = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const LESS_IS_BETTER: Readonly<Record<Unit, boolean>> = { ms: true, "µs": true, bytes: true, "rows/s": false };

const WORDS: Readonly<Record<Unit, readonly [better: string, worse: string]>> = {
  ms: ["faster", "slower"],
  "µs": ["faster", "slower"],
  "rows/s": ["faster", "slower"],
  bytes: ["smaller", "larger"],
};

const sampleText = ({ median, min, max }: Sample, unit: Unit): string =>
  min === max ? `${figure(median)} ${unit}` : `**${figure(median)}** ${unit} (${figure(min)}–${figure(max)})`;

const outcomeText = (outcome: Outcome, unit: Unit): string => (outcome.finished ? sampleText(outcome.sample, unit) : `did not finish: ${outcome.reason}`);

/** How many times better or worse ours is than a peer, by medians; nothing when one of them did not finish. */
export const ratioText = (ours: Outcome, peer: Outcome, unit: Unit): string => {
  if (!ours.finished || !peer.finished) return "–";
  const ratio = LESS_IS_BETTER[unit] ? peer.sample.median / ours.sample.median : ours.sample.median / peer.sample.median;
  const [better, worse] = WORDS[unit];
  return ratio >= 1 ? `${figure(ratio)} × ${better}` : `${figure(1 / ratio)} × ${worse}`;
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`).join("\n");

const comparisonRows = ({ what, unit, ours, peers, target }: Comparison): readonly (readonly string[])[] => {
  const first = [what, outcomeText(ours, unit)];
  const last = target ?? "";
  if (peers.length === 0) return [[...first, "–", "", last]];
  return peers.map(({ name, outcome }, at) => [...(at === 0 ? first : ["", ""]), `${name}: ${outcomeText(outcome, unit)}`, ratioText(ours, outcome, unit), at === 0 ? last : ""]);
};

const comparisonTable = (comparisons: readonly Comparison[]): string =>
  table(["what", "Tidebook: median (min–max)", "peer: median (min–max)", "Tidebook is", "target"], comparisons.flatMap(comparisonRows));

const listingText = ({ title, head, rows }: Listing): string => `${title}\n\n${table(head, rows)}`;

const count = (value: number): string => value.toLocaleString("en-US");

/** Costs of one work by number of records, and how the cost compares with n log n from the smallest to the largest. */
const growthRows = ({ what, unit, ours, peers }: Growth, sizes: readonly number[]): readonly (readonly string[])[] =>
  [ours, ...peers].map((curve: Curve, at) => {
    const beyond = beyondNLogN(curve);
    const cells = sizes.map((size) => curve.points.find((point) => point.size === size)).map((point) => (point ? `${figure(point.cost)} ${unit}` : "–"));
    return [at === 0 ? what : "", at === 0 ? `**${curve.name}**` : curve.name, ...cells, beyond === null ? "–" : `${figure(beyond)} ×`];
  });

const growthText = (name: string, growths: readonly Growth[]): readonly string[] => {
  if (growths.length === 0) return [];
  const sizes = [...new Set(growths.flatMap(({ ours }) => ours.points.map(({ size }) => size)))].sort((a, b) => a - b);
  return [
    "Growth with the number of records. The last column is the cost at the largest size against what n log n makes of that at the smallest: 1 × or less grows no faster.",
    table(["what", "", ...sizes.map(count), "to n log n"], growths.flatMap((growth) => growthRows(growth, sizes))),
    `![How the costs of ${name} grow](benchmarks/${name}.svg)`,
  ];
};

const entryText = ({ name, title, about, versions, day, machine, quick, rounds, seconds, result }: Entry): string => {
  const how = `\`npm run bench ${name}\`, ${day}, ${quick ? "quick, " : ""}${rounds} rounds in turns, ${Math.round(seconds)} s. ${machine}.${versions.length === 0 ? "" : ` Peers: ${versions.join(", ")}.`}`;
  const body =
    "failed" in result
      ? [`Did not finish: ${result.failed}`]
      : [
          `Checked before timing: ${result.checked}`,
          ...(result.comparisons.length === 0 ? [] : [comparisonTable(result.comparisons)]),
          ...growthText(name, growthsOf(result.comparisons)),
          ...(result.listings ?? []).map(listingText),
          ...(result.remarks ?? []),
        ];
  return [`## ${title}`, about, ...body, `<sub>${how}</sub>`].join("\n\n");
};

/** Everything that has a target, in one table; of a work at several sizes the largest stands for it. */
const summaryText = (entries: readonly Entry[]): readonly string[] => {
  const aimed = entries.flatMap(({ name, result }) => {
    if ("failed" in result) return [];
    const all = result.comparisons.filter(({ target }) => target !== undefined);
    const isLargest = ({ size }: Comparison): boolean => size === undefined || all.every((other) => other.size?.of !== size.of || other.size.records <= size.records);
    return all.filter(isLargest).map(({ what, unit, ours, peers, target = "" }) => {
      const against = peers.map(({ name: peer, outcome }) => (outcome.finished ? `${ratioText(ours, outcome, unit)} than ${peer}` : `${peer} did not finish`));
      return [name, what, outcomeText(ours, unit), against.join("; ") || "–", target];
    });
  });
  return aimed.length === 0 ? [] : ["## What is aimed at", table(["benchmark", "what", "Tidebook: median (min–max)", "against", "target"], aimed)];
};

const HEAD = `# Benchmarks

Each figure is a ratio against a named peer, measured side by side in one run: same seed, same data, answers compared before
anything is timed, contenders taking turns, the median of the rounds with the smallest and the largest. Our side does its whole work:
permissions, checks, durable acknowledgement, persistence. A peer that fails is said not to have finished.

\`npm run bench\` repeats everything and writes this page, \`npm run bench NAME\` one benchmark, \`npm run bench -- --quick\` all of them
on less data with fewer rounds. The rounds themselves are in [benchmarks.json](benchmarks.json). Nothing else should run on the machine.`;

/** The page of all results. */
export const renderPage = (entries: readonly Entry[]): string => `${[HEAD, ...summaryText(entries), ...entries.map(entryText)].join("\n\n")}\n`;

/** What a person who started the run sees of one result. */
export const renderTerminal = (entry: Entry): string => entryText(entry).replace(/<\/?sub>|\*\*/g, "");
