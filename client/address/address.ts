import { createMemo, createSignal, startTransition, type Accessor } from "solid-js";

export type AddressParams = Readonly<Record<string, string | undefined>>;

/** The search is kept as text, so that only another one wakes who reads it. */
const [path, setPath] = createSignal(location.pathname);
const [search, setSearch] = createSignal(location.search);

/** What stood before stays until everything that the new place shows is here. */
const read = (): Promise<void> =>
  startTransition(() => {
    setPath(location.pathname);
    setSearch(location.search);
  });

/** Path of the place that is shown: `/customer`. */
export const shownPath: Accessor<string> = path;

/** What follows the `?` of the address, by name; of several values the last. For one component. */
export const createParams = (): Accessor<AddressParams> => createMemo(() => Object.fromEntries(new URLSearchParams(search())));

/** Goes to an address within the app, as far as it is another one. `replace` leaves no step to come back to. */
export const goTo = (href: string, { replace = false }: { readonly replace?: boolean } = {}): void => {
  const to = new URL(href, location.href);
  if (to.href === location.href) return;
  history[replace ? "replaceState" : "pushState"](replace ? history.state : null, "", to);
  void read();
};

const withParams = (changes: AddressParams): string => {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return `${location.pathname}${text === "" ? "" : `?${text}`}${location.hash}`;
};

/** Puts params into the address, or takes those out that are empty, without a step to come back to. */
export const replaceParams = (changes: AddressParams): void => goTo(withParams(changes), { replace: true });

/** Names another path for what is shown, without a step to come back to. */
export const replacePath = (to: string): void => goTo(`${to}${location.search}${location.hash}`, { replace: true });

/** What a step of the history says of itself: it stands over the one before, so that going back closes it. */
interface Over {
  readonly over: true;
}

const isOver = (state: unknown): state is Over => typeof state === "object" && state !== null && "over" in state;

/** Opens something over what is shown, told by params. A step back closes it. */
export const openOver = (params: AddressParams): void => {
  history.pushState({ over: true } satisfies Over, "", withParams(params));
  void read();
};

/** Closes what `openOver` opened, also where an address began with it and there is no step back. */
export const closeOver = (...names: readonly string[]): void => {
  if (isOver(history.state)) history.back();
  else replaceParams(Object.fromEntries(names.map((name) => [name, undefined])));
};

const isPlainClick = (event: MouseEvent): boolean => event.button === 0 && !event.metaKey && !event.altKey && !event.ctrlKey && !event.shiftKey;

/** The address within the app that a click on a link leads to; null when it is the browser's to follow. */
const linkOf = (event: MouseEvent): URL | null => {
  if (event.defaultPrevented || !isPlainClick(event)) return null;
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.hasAttribute("href"));
  if (!link || link.hasAttribute("download") || link.getAttribute("rel")?.split(" ").includes("external") || !["", "_self"].includes(link.target)) return null;
  const to = new URL(link.href, location.href);
  const isJump = to.hash !== "" && to.pathname === location.pathname && to.search === location.search;
  return to.origin === location.origin && !isJump ? to : null;
};

// On the window, so that whoever handles the click inside the page has done so before.
window.addEventListener("click", (event) => {
  const to = linkOf(event);
  if (!to) return;
  event.preventDefault();
  goTo(to.href);
});
window.addEventListener("popstate", () => void read());
