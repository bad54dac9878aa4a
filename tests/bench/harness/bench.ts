/** What one round of one contender took, by measure. Milliseconds, bytes or whatever the measure's unit says. */
export type Timings = Readonly<Record<string, number>>;

/** Median, smallest and largest of the rounds, in the order they were run. */
export interface Sample {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: readonly number[];
}

export type Outcome = { readonly finished: true; readonly sample: Sample } | { readonly finished: false; readonly reason: string };

export type Unit = "ms" | "µs" | "bytes" | "rows/s";

/** One line of the result: the same work by us and by others. */
export interface Comparison {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: Outcome;
  readonly peers: readonly { readonly name: string; readonly outcome: Outcome }[];
  /** What is aimed at, in words. */
  readonly target?: string;
  readonly size?: Size;
}

/** The same work over so many records: lines of one name make a curve. */
export interface Size {
  readonly of: string;
  readonly records: number;
}

/** Figures that stand for themselves, such as sizes by file. */
export interface Listing {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a benchmark found: plain data, kept as JSON and drawn by one renderer. */
export interface BenchResult {
  /** What was checked to be equal before anything was timed. */
  readonly checked: string;
  readonly comparisons: readonly Comparison[];
  readonly listings?: readonly Listing[];
  /** What these figures cannot say. */
  readonly remarks?: readonly string[];
}

export interface BenchContext {
  /** Fewer rounds over smaller data. */
  readonly quick: boolean;
  /** Rounds that count. */
  readonly rounds: number;
  readonly seed: number;
  readonly say: (text: string) => void;
  /** Runs when the benchmark ends, however it ends; the latest first. */
  readonly finally: (close: () => Promise<void> | void) => void;
}

export interface Bench {
  readonly title: string;
  /** The work, the machine's state (cold or warm) and what ours does that the peer does not. */
  readonly about: string;
  /** Packages measured against, for their versions. */
  readonly peers: readonly string[];
  readonly run: (context: BenchContext) => Promise<BenchResult>;
}
