import type { BenchResult } from "./bench.ts";

/** One benchmark's last result with where and how it came about. */
export interface Entry {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly versions: readonly string[];
  readonly day: string;
  readonly machine: string;
  readonly quick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly result: BenchResult | { readonly failed: string };
}
