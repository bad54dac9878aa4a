/** How the screen of one address looked: `public/boot.js` shows it before any other script runs. */
export interface Picture {
  /** Path and search. */
  readonly address: string;
  /** What it holds for: the window's size, theme, accent and language, as `boot.js` writes them. */
  readonly look: string;
  /** Style sheets beside those that the page itself names. */
  readonly styles: readonly string[];
  readonly markup: string;
}

const STYLES = 'link[rel="stylesheet"]';

const hrefsOf = (selector: string): readonly string[] => [...document.querySelectorAll<HTMLLinkElement>(selector)].map(({ href }) => href);

const styles = (rule: CSSRule, root: Element): boolean => {
  if (rule instanceof CSSStyleRule) return root.querySelector(rule.selectorText) !== null;
  return rule instanceof CSSGroupingRule && [...rule.cssRules].some((inner) => styles(inner, root));
};

/** Style sheets that something on the screen needs. */
const stylesOf = (root: Element): readonly string[] => [...document.styleSheets].flatMap(({ href, cssRules }) => (href !== null && [...cssRules].some((rule) => styles(rule, root)) ? [href] : []));

/** They stand where they are, whether those below them do or not. */
const ROW = ".data-table__row";

const setting = (key: string): string | null => localStorage.getItem(key);

const lookNow = (): string => [innerWidth, innerHeight, document.documentElement.dataset.theme, document.documentElement.dataset.accent, setting("tidebook.locale")].join(" ");

/** A start begins at the top of everything: what stands elsewhere would jump. */
const isAtTop = (root: Element): boolean => ![...root.querySelectorAll("*")].some(({ scrollTop, scrollLeft }) => scrollTop > 0 || scrollLeft > 0);

let allowed = false;

/** Whether what is shown may be kept: it is what this device holds in any case. */
export const allowPictures = (are: boolean): void => {
  allowed = are;
};

const hung = (): Element | null => document.querySelector("#picture");

/** What fields hold is no part of their markup. What is being typed is nobody's last screen, and a radio button of the same name would be let go. */
const markupOf = (root: Element): string => {
  const copy = root.cloneNode(true) as Element;
  const fields = copy.querySelectorAll("input");
  for (const [at, field] of root.querySelectorAll("input").entries()) {
    fields[at]?.removeAttribute("name");
    fields[at]?.toggleAttribute("checked", field.checked);
    if (field.type !== "password" && field !== document.activeElement) fields[at]?.setAttribute("value", field.value);
  }
  const rows = copy.querySelectorAll(ROW);
  for (const [at, row] of root.querySelectorAll(ROW).entries()) if (row.getBoundingClientRect().top > innerHeight) rows[at]?.remove();
  return copy.innerHTML;
};

/** The screen as it stands; null while it is not one that a start would show. `first`: the style sheets that the page names. */
const takePicture = (first: ReadonlySet<string>): Picture | null => {
  const root = document.querySelector("#root");
  if (!allowed || !root || hung() || root.querySelector("[aria-busy=true]") || !isAtTop(root)) return null;
  return { address: location.pathname + location.search, look: lookNow(), styles: stylesOf(root).filter((href) => !first.has(href)), markup: markupOf(root) };
};

/** Takes pictures. Called before any style sheet has been fetched late, but for those that `boot.js` has fetched for a picture. */
export const createCamera = (): (() => Picture | null) => {
  const late = new Set(hrefsOf(`${STYLES}[blocking]`));
  const first = new Set(hrefsOf(STYLES).filter((href) => !late.has(href)));
  return () => takePicture(first);
};

/** The page shows itself from now on. */
export const takeDown = (): void => hung()?.remove();

/** The same once what was just drawn has been painted. */
export const takeDownPainted = (): void => {
  if (hung()) requestAnimationFrame(() => requestAnimationFrame(takeDown));
};
