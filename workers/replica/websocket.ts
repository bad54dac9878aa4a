import type { Connect } from "./deps.ts";

/** The part of a WebSocket that both browsers and `ws` have. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send: (bytes: Uint8Array<ArrayBuffer>) => void;
  close: (code?: number) => void;
}

const OPEN = 1;
/** What a close without a code is told as. */
const ABNORMAL = 1006;

/** Connections over websockets: `open` makes one to the relay's `/sync`. */
export const connectWith =
  (open: () => WebSocketLike): Connect =>
  (events) => {
    const socket = open();
    let over = false;
    const end = (code: number): void => {
      if (over) return;
      over = true;
      events.closed(code);
    };
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      events.opened();
    };
    socket.onmessage = ({ data }: { readonly data: unknown }) => {
      if (data instanceof ArrayBuffer) events.message(new Uint8Array(data));
    };
    socket.onclose = ({ code }: { readonly code?: number }) => {
      end(code ?? ABNORMAL);
    };
    socket.onerror = () => {
      if (socket.readyState !== OPEN) end(ABNORMAL);
    };
    return {
      send: (bytes) => {
        if (socket.readyState === OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>);
      },
      close: () => {
        over = true;
        socket.close();
      },
    };
  };
