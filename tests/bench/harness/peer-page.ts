import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebsocketProvider } from "y-websocket-2";
import * as Y from "yjs";

/** What the page of a peer does: opens every document, and makes rows of them in memory. Answers how many customers there are. */
export type SyncAll = (which: "hocuspocus" | "y-websocket", address: string) => Promise<number>;

declare global {
  // oxlint-disable-next-line no-var -- only so is it a property of the page
  var syncAll: SyncAll;
}

/** Documents that are being opened at once: each is a connection of y-websocket's own. */
const AT_ONCE = { hocuspocus: 2_000, "y-websocket": 200 } as const;

const opened = (which: "hocuspocus" | "y-websocket", address: string) => {
  const shared = which === "hocuspocus" ? new HocuspocusProviderWebsocket({ url: address }) : null;
  return (name: string): Promise<Y.Doc> =>
    new Promise((resolve) => {
      const document = new Y.Doc({ guid: name });
      const done = (): void => resolve(document);
      if (shared) {
        const provider = new HocuspocusProvider({ websocketProvider: shared, name, document, onSynced: done });
        provider.attach();
      } else {
        const provider = new WebsocketProvider(address, encodeURIComponent(name), document, { disableBc: true });
        provider.once("sync", () => {
          // A browser opens 255 sockets at most: whoever has been served makes room.
          provider.disconnect();
          done();
        });
      }
    });
};

globalThis.syncAll = async (which, address) => {
  const names = (await (await fetch("/names.json")).json()) as readonly string[];
  const open = opened(which, address);
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let name = names[next]; name !== undefined; name = names[next]) {
      next += 1;
      const document = await open(name);
      rows.set(name, document.getMap("fields").toJSON());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE[which] }, work));
  return [...rows].filter(([name, row]) => name.startsWith("customer/") && !row["deleted"]).length;
};
