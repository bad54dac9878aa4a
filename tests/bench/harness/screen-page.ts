import type { Page } from "playwright";
import { serveFiles, type Served } from "./serve-files.ts";

interface Screen {
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly styles: readonly string[];
  readonly markup: string;
}

/** How the app keeps the look of an address (`client/replica/kept-pictures.ts`), and the style sheets that it stands under at once. */
const readScreen = async (path: string): Promise<Screen> => {
  const { answer } = JSON.parse(localStorage.getItem(`tidebook.kept picture ${path}`) ?? "{}") as { readonly answer: { readonly styles: readonly string[]; readonly markup: string } };
  const served = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  const named = [...served.querySelectorAll("link[rel=stylesheet]")].map((link) => new URL(link.getAttribute("href") ?? "", location.origin).href);
  const attributes = [...document.documentElement.attributes].map(({ name, value }) => [name, value] as const);
  return { attributes, styles: [...named, ...answer.styles], markup: answer.markup };
};

/** Serves a page whose markup is what the app kept of its screen at an address, under the app's own styles, and nothing else: what a browser takes for that screen alone. */
export const serveScreenPage = async (page: Page, url: string, path: string): Promise<Served> => {
  await page.goto(`${url}${path}`);
  const { attributes, styles, markup } = await page.evaluate(readScreen, path);
  const named = await Promise.all(styles.map(async (href) => [new URL(href).pathname, ["text/css", await (await fetch(href)).text()]] as const));
  const links = named.map(([href]) => `<link rel="stylesheet" href="${href}">`);
  const html = `<!doctype html><html ${attributes.map(([name, value]) => `${name}="${value}"`).join(" ")}><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>rows</title><style>@layer reset,tokens,ui,shell;</style>${links.join("")}<body><div id="picture">${markup}</div>`;
  return serveFiles({ "/": ["text/html; charset=utf-8", html], ...Object.fromEntries(named) });
};
