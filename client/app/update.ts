import { createSignal, type Accessor } from "solid-js";

export interface AppUpdate {
  /** True once a newer version is downloaded and waits. */
  readonly ready: Accessor<boolean>;
  /** Takes it over and reloads this tab; other tabs go on with what they have. */
  readonly take: () => void;
}

/** Registers the offline shell. Updates are offered, never forced. */
export const createAppUpdate = (): AppUpdate => {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null);
  let taking = false;
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/service-worker.js", { type: "module" }).then((registration) => {
      // Without an active version it is the first that is being installed.
      if (registration.waiting && registration.active) setWaiting(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const installing = registration.installing;
        installing?.addEventListener("statechange", () => {
          if (installing.state === "installed" && registration.active) setWaiting(installing);
        });
      });
      // The browser looks for another version when a page loads; a page that stays open for weeks never does.
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") void registration.update().catch(() => undefined);
      });
    });
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (taking) location.reload();
    });
  }
  return {
    ready: () => waiting() !== null,
    take: () => {
      taking = true;
      waiting()?.postMessage({ type: "takeUpdate" });
    },
  };
};
