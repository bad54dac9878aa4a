import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line to a server that can be cut. */
export interface UnreliableLine {
  readonly url: string;
  /** Cuts what is connected, and refuses whoever comes. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** From the server's answer on that has `words` in it nothing comes through. Resolves then. */
  readonly deafen: (words: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A line to the server that `url` names. */
export const createUnreliableLine = async (url: string): Promise<UnreliableLine> => {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let whole = true;
  let listening: { readonly words: string; readonly heard: () => void } | null = null;

  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port || 5432), hostname);
    let deaf = false;
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
    near.on("data", (bytes) => void far.write(bytes));
    far.on("data", (bytes) => {
      if (listening && bytes.includes(listening.words)) {
        deaf = true;
        listening.heard();
        listening = null;
      }
      if (!deaf) near.write(bytes);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const here = new URL(url);
  here.hostname = "127.0.0.1";
  here.port = String((server.address() as AddressInfo).port);

  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: here.href,
    cut,
    mend: () => {
      whole = true;
    },
    deafen: (words) => new Promise((heard) => (listening = { words, heard })),
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
};
