import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import type { Doc } from "yjs";
import type { DocId, RecordId } from "#domain/id.ts";
import { createDocument } from "#domain/record/document.ts";
import { CLOSE } from "#domain/protocol/close.ts";
import { webSocketOver } from "#workers/replica/open-document.ts";
import type { OpenDocument } from "#workers/replica/api.ts";

/** A record's document as this tab has it open, under a client id leased for it alone. */
export interface OpenConnection {
  readonly doc: Doc;
  readonly awareness: Awareness;
}

export interface ConnectionOptions {
  readonly doc: DocId;
  readonly open: () => Promise<OpenDocument | null>;
  readonly me: { readonly id: RecordId; readonly name: string };
  /** Called with the document each time it has been opened, and with null when it is closed. */
  readonly onOpen: (connection: OpenConnection | null) => void;
  readonly onStates: (states: ReadonlyMap<number, Readonly<Record<string, unknown>>>, own: number) => void;
}

/** Pause before a document that could not be opened is asked for again, in milliseconds. */
const AGAIN = 2_000;

/**
 * Keeps a document open. When the worker asks for a reload (the document was rebuilt after a refusal) it is opened anew
 * under a fresh client id, so that what the page writes next builds on what stands.
 */
export const openConnection = (options: ConnectionOptions): (() => void) => {
  let ended = false;
  let close: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = async (): Promise<void> => {
    const opened = await options.open();
    if (ended) {
      opened?.port.postMessage("close", []);
      return;
    }
    if (opened) close = connect(opened);
    else timer = setTimeout(() => void start(), AGAIN);
  };

  const connect = ({ port, clientId }: OpenDocument): (() => void) => {
    const doc = createDocument(options.doc, clientId);
    const provider = new WebsocketProvider("ws://replica", options.doc, doc, {
      WebSocketPolyfill: webSocketOver(port),
      disableBc: true,
      shouldReconnect: () => false,
    });
    const { awareness } = provider;
    awareness.setLocalStateField("user", options.me);
    const tell = (): void => options.onStates(awareness.getStates() as ReadonlyMap<number, Record<string, unknown>>, clientId);
    awareness.on("change", tell);
    const end = (): void => {
      awareness.off("change", tell);
      provider.destroy();
      doc.destroy();
    };
    provider.on("sync", (synced: boolean) => {
      if (synced && !ended) options.onOpen({ doc, awareness });
    });
    provider.on("closed", ({ code }) => {
      end();
      close = null;
      if (ended) return;
      options.onOpen(null);
      if (code === CLOSE.reload.code) void start();
      else timer = setTimeout(() => void start(), AGAIN);
    });
    return end;
  };

  void start();
  return () => {
    ended = true;
    clearTimeout(timer);
    close?.();
  };
};
