/** The part of a result that is shown: `size` rows from `first`. */
export interface Page {
  readonly first: number;
  readonly size: number;
  /** Which page, from 0, and how many there are; 0 of 1 for one long list. */
  readonly at: number;
  readonly pages: number;
  /** False for one long scrolling list. */
  readonly paged: boolean;
}

/** Page `at` of a result of `count` rows with `pageSize` rows each (0: no pages). A page beyond the end is the last one. */
export const pageOf = (at: number, pageSize: number, count: number): Page => {
  if (pageSize === 0) return { first: 0, size: count, at: 0, pages: 1, paged: false };
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const shown = Math.min(Math.max(0, at), pages - 1);
  const first = shown * pageSize;
  return { first, size: Math.min(pageSize, count - first), at: shown, pages, paged: true };
};

export const samePage = (a: Page, b: Page): boolean => a.first === b.first && a.size === b.size && a.pages === b.pages && a.paged === b.paged;
