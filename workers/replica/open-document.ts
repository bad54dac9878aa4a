import { CLOSE } from "#domain/protocol/close.ts";

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

interface Closing {
  readonly code: number;
  readonly reason: string;
}

/**
 * A class that y-websocket's provider takes as `WebSocketPolyfill` and that talks to the replica's room over `port`, as
 * `ReplicaApi.open` gave it. A port serves one connection: the next one is told to reload, that is to open the document anew.
 */
export const webSocketOver = (port: MessagePort): typeof WebSocket => {
  let used = false;

  class PortSocket {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSING = 2;
    static readonly CLOSED = CLOSED;
    readonly OPEN = OPEN;
    readyState = CONNECTING;
    binaryType = "arraybuffer";
    onopen: (() => void) | null = null;
    onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: Closing) => void) | null = null;
    onerror: ((event: unknown) => void) | null = null;

    constructor() {
      const first = !used;
      used = true;
      queueMicrotask(() => {
        if (this.readyState !== CONNECTING) return;
        if (!first) {
          this.#end(CLOSE.reload.code);
          return;
        }
        this.readyState = OPEN;
        port.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data);
        this.onopen?.();
      });
    }

    #receive(data: unknown): void {
      if (data instanceof Uint8Array) {
        this.onmessage?.({ data: data.slice().buffer });
      } else if (typeof data === "object" && data !== null && "close" in data) {
        this.#end(Number(data.close));
      }
    }

    #end(code: number): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.onclose?.({ code, reason: "" });
    }

    send(bytes: Uint8Array): void {
      port.postMessage(bytes, []);
    }

    /** The provider closes a connection that the room ended too: then the room hears that nothing more comes. */
    close(): void {
      port.postMessage("close", []);
      this.#end(1000);
    }
  }

  return PortSocket as unknown as typeof WebSocket;
};
