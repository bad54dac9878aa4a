/** Colours of the running theme as the canvas needs them. Read anew for each drawing, since theme and accent can change. */
export const tokenColor = (element: Element, name: string): string => getComputedStyle(element).getPropertyValue(name).trim();

/** Token of the n-th series. Bars carry at most four: more is a table's work. */
export const SERIES_TOKENS = ["--accent", "--text-quiet", "--series-3", "--warning"] as const;

export const seriesToken = (index: number): string => SERIES_TOKENS[index % SERIES_TOKENS.length] ?? "--accent";

/** Parts of one whole fade with their rank, so that the first is the strongest. */
export const strengthOf = (index: number): number => Math.max(0.18, 1 - index * 0.14);
