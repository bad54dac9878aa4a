/// <reference lib="webworker" />
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { cacheNames } from "workbox-core";

declare const self: ServiceWorkerGlobalScope;

/** Chunks of the version before, so that a tab that is still open keeps working after another tab has taken the update. */
const PREVIOUS = "tidebook-previous";
const HASHED = /^\/assets\//;

const keepPrevious = async (): Promise<void> => {
  const current = await caches.open(cacheNames.precache);
  const requests = await current.keys();
  await caches.delete(PREVIOUS);
  const previous = await caches.open(PREVIOUS);
  for (const request of requests) {
    if (!HASHED.test(new URL(request.url).pathname)) continue;
    const response = await current.match(request);
    if (response) await previous.put(request, response);
  }
};

interface RoutingEvent extends ExtendableEvent {
  readonly addRoutes?: (route: { readonly condition: { readonly urlPattern: { readonly pathname: string } }; readonly source: "cache" }) => Promise<void>;
}

// The browser hands out files that a version before or this one has kept without asking here: a start has no processor to spare.
self.addEventListener("install", (event) => {
  const routed = (event as RoutingEvent).addRoutes?.({ condition: { urlPattern: { pathname: "/assets/*" } }, source: "cache" });
  if (routed) event.waitUntil(routed.catch(() => undefined));
});

// The page that installed the first version works offline at once. Pages of an older version are under control already: they hear
// of the change whether they are claimed or not, and only the tab that took the update loads anew.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Before precacheAndRoute: its own activate handler removes what the new version does not list.
self.addEventListener("activate", (event) => event.waitUntil(keepPrevious()));

// oxlint-disable-next-line no-underscore-dangle -- the name that the build fills in
precacheAndRoute(self.__WB_MANIFEST);

registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: [/^\/api\//, /^\/sync/, /^\/yjs\//] }),
);

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && HASHED.test(url.pathname),
  async ({ request }) => (await caches.match(request, { cacheName: PREVIOUS })) ?? fetch(request),
);

// The person takes the update when it suits; nothing is replaced under open work.
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  if ((event.data as { type?: string } | null)?.type === "takeUpdate") void self.skipWaiting();
});
