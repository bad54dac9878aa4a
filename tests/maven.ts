import { readFileSync } from "node:fs";
import { sharedData } from "./shared-data.ts";

/** What the open book says of the pipeline: deals by stage, and what was won, in whole amounts. */
export interface MavenFigures {
  readonly stages: Readonly<Record<string, number>>;
  readonly won_by_office: Readonly<Record<string, { readonly deals: number; readonly amount: number }>>;
  readonly won_by_product: Readonly<Record<string, number>>;
  readonly won_by_sector: Readonly<Record<string, number>>;
  readonly won_total: number;
  readonly win_rate_pct: string;
}

const book = sharedData("open-book/OB01-maven-pipeline-basics.json");

/** Where the four files of a real pipeline of 8,800 deals lie; undefined where they, or their figures, are not beside the project. */
export const mavenFolder = book === undefined ? undefined : sharedData("crm-maven");

/** What the pipeline must come to. Throws where it is not beside the project. */
export const mavenFigures = (): MavenFigures => {
  if (book === undefined) throw new Error("the real data is not beside the project");
  return (JSON.parse(readFileSync(book, "utf8")) as { readonly answer: MavenFigures }).answer;
};
