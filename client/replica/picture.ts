/** How a screen looked: `public/boot.js` shows it before any other script runs. */
export interface Picture {
  /** What it holds for: the window's size, theme, accent and language, as `boot.js` writes them. */
  readonly look: string;
  /** Style sheets beside those that the page itself names. */
  readonly styles: readonly string[];
  readonly markup: string;
}

/** What was found at an address: path and search. */
export interface Taken {
  readonly address: string;
  /** Null where the screen is none that a start would show, so that an earlier picture of it is no longer right. */
  readonly picture: Picture | null;
}

const STYLES = 'link[rel="stylesheet"]';

const hrefsOf = (selector: string): readonly string[] => [...document.querySelectorAll<HTMLLinkElement>(selector)].map(({ href }) => href);

/** The style sheets that the page itself names. Called before any other has been fetched, but for those that `boot.js` has fetched for a picture. */
export const firstStyles = (): ReadonlySet<string> => {
  const late = new Set(hrefsOf(`${STYLES}[blocking]`));
  return new Set(hrefsOf(STYLES).filter((href) => !late.has(href)));
};

let allowed = false;

/** Whether what is shown may be kept: it is what this device holds in any case. */
export const allowPictures = (are: boolean): void => {
  allowed = are;
};
export const picturesAllowed = (): boolean => allowed;

/** What `boot.js` has hung over the page. */
export const hung = (): Element | null => document.querySelector("#picture");

/** The page shows itself from now on. */
export const takeDown = (): void => hung()?.remove();

/** The same once what was just drawn has been painted. */
export const takeDownPainted = (): void => {
  if (hung()) requestAnimationFrame(() => requestAnimationFrame(takeDown));
};
