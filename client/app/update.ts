import { createSignal, type Accessor } from "solid-js";

export interface AppUpdate {
  /** True once a newer version is downloaded and waits. */
  readonly ready: Accessor<boolean>;
  /** Takes it over and reloads this tab; other tabs go on with what they have. */
  readonly take: () => void;
}

/** Null where there is none: in development, in browsers without them, and where a policy forbids even to ask. */
const serviceWorkers = (): ServiceWorkerContainer | null => {
  if (!import.meta.env.PROD) return null;
  try {
    return navigator.serviceWorker ?? null;
  } catch {
    return null;
  }
};

/**
 * Registers the offline shell. Updates are offered, never forced. A browser that refuses (a private window, a policy), by an error or
 * by giving no registration, runs the app all the same, only not without a network. It fetches everything, so it waits until `free`.
 */
export const createAppUpdate = (workers: ServiceWorkerContainer | null = serviceWorkers(), free: Promise<unknown> | null = null): AppUpdate => {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null);
  let taking = false;
  const watch = (registration: ServiceWorkerRegistration | undefined): void => {
    if (!registration) return;
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
  };
  if (workers) {
    const register = (): void => void workers.register("/service-worker.js", { type: "module" }).then(watch, () => undefined);
    if (free) void free.then(register, register);
    else register();
    workers.addEventListener("controllerchange", () => {
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
