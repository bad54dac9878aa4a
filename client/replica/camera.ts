import { hung, picturesAllowed, type Taken } from "./picture.ts";

/** The classes that the selectors of some rules begin with. */
const classesOf = (rules: CSSRuleList): readonly string[] =>
  [...rules].flatMap((rule) => {
    if (rule instanceof CSSStyleRule) return [...rule.selectorText.matchAll(/(?:^|,)[^,.]*\.([\w-]+)/g)].map(([, name = ""]) => name);
    return rule instanceof CSSGroupingRule ? classesOf(rule.cssRules) : [];
  });

const sheetClasses = new WeakMap<CSSStyleSheet, readonly string[]>();

/** Style sheets of this app, beside `first`, that something on the screen needs. */
const stylesOf = (root: Element, first: ReadonlySet<string>): readonly string[] => {
  const here = new Set([...root.querySelectorAll("[class]")].flatMap(({ classList }) => [...classList]));
  return [...document.styleSheets].flatMap((sheet) => {
    const { href } = sheet;
    if (!href?.startsWith(`${location.origin}/`) || first.has(href)) return [];
    const known = sheetClasses.get(sheet) ?? classesOf(sheet.cssRules);
    sheetClasses.set(sheet, known);
    return known.some((name) => here.has(name)) ? [href] : [];
  });
};

/** They stand where they are, whether those below them do or not. */
const ROW = ".data-table__row";
/** What is no screen that a start shows: an answer that is on its way, an earlier day, a search. */
const PASSING = "[aria-busy=true], .past-banner, .list-search input:not(:placeholder-shown)";
/** What a screen says of the moment: who is there, what was just done. */
const OF_THE_MOMENT = ".faces, .field__who, .prose-section__who, .toast-place";
/** What binds one element to another: in a picture it would bind those of the page. */
const BINDING = ["id", "for", "name", "list", "autofocus", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant"] as const;

const lookNow = (): string => [innerWidth, innerHeight, document.documentElement.dataset.theme, document.documentElement.dataset.accent, localStorage.getItem("tidebook.locale")].join(" ");

/** A start begins at the top of everything: what stands elsewhere would jump. */
const isAtTop = (root: Element): boolean => ![...root.querySelectorAll("*")].some(({ scrollTop, scrollLeft }) => scrollTop > 0 || scrollLeft > 0);

/** What fields hold is no part of their markup; what is being typed is not kept. */
const fillFields = (root: Element, copy: Element): void => {
  const copies = copy.querySelectorAll<HTMLElement>("input, textarea");
  for (const [at, field] of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea").entries()) {
    const other = copies[at];
    if (!other || field === document.activeElement || field.type === "password") continue;
    if (field instanceof HTMLTextAreaElement) other.textContent = field.value;
    else {
      other.setAttribute("value", field.value);
      other.toggleAttribute("checked", field.checked);
    }
  }
};

const markupOf = (root: Element): string => {
  const copy = root.cloneNode(true) as Element;
  fillFields(root, copy);
  const rows = copy.querySelectorAll(ROW);
  for (const [at, row] of root.querySelectorAll(ROW).entries()) if (row.getBoundingClientRect().top > innerHeight) rows[at]?.remove();
  for (const element of copy.querySelectorAll(OF_THE_MOMENT)) element.remove();
  for (const element of copy.querySelectorAll(BINDING.map((name) => `[${name}]`).join())) for (const name of BINDING) element.removeAttribute(name);
  return copy.innerHTML;
};

/** The screen as it stands, where it is one that a start would show; null while the page does not show itself. `first`: the style sheets that the page names. */
export const takePicture = (first: ReadonlySet<string>): Taken | null => {
  const root = document.querySelector("#root");
  if (!root || hung()) return null;
  const address = location.pathname + location.search;
  if (!picturesAllowed() || root.querySelector(PASSING) || !isAtTop(root)) return { address, picture: null };
  return { address, picture: { look: lookNow(), styles: stylesOf(root, first), markup: markupOf(root) } };
};
