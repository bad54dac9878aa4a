import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A person's own way to the server, which can be cut without the server or anybody else noticing more than a lost connection. */
export interface Cable {
  readonly url: string;
  /** Ends every connection and takes no new one. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly stop: () => Promise<void>;
}

export const layCable = async (server: string): Promise<Cable> => {
  const { port, hostname } = new URL(server);
  const open = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  };
  const cable = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    keep(near);
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  const end = (): void => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => cable.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(cable.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      end();
    },
    mend: () => {
      whole = true;
    },
    stop: () =>
      new Promise((resolve) => {
        cable.close(() => resolve());
        end();
      }),
  };
};
