import { Awareness } from "y-protocols/awareness";
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
  /** Calls when the worker that served the document has been replaced; answers what ends the calls. */
  readonly onRestart: (call: () => void) => () => void;
  /** Called with the document each time it has been opened, and with null when it is closed. */
  readonly onOpen: (connection: OpenConnection | null) => void;
  readonly onStates: (states: ReadonlyMap<number, Readonly<Record<string, unknown>>>, own: number) => void;
}

/** Pause before a document that could not be opened is asked for again, in milliseconds. */
const AGAIN = 2_000;

/** The page's own copy of the document, which outlives the worker that serves it. */
interface Copy {
  readonly doc: Doc;
  readonly clientId: number;
  readonly awareness: Awareness;
  /** See `OpenDocument`. */
  readonly forms: number;
}

/**
 * Keeps a document open. When the worker asks for a reload (the document was rebuilt after a refusal) it is opened anew
 * under a fresh client id, so that what the page writes next builds on what stands. When the worker has died, the copy stays as
 * it is, under its client id, and what the dead worker had not stored is handed to the next one; but not when the device has since been
 * given documents in another form.
 */
export const openConnection = (options: ConnectionOptions): (() => void) => {
  let ended = false;
  let copy: Copy | null = null;
  let provider: WebsocketProvider | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to an earlier attempt are put away. */
  let attempt = 0;

  const start = async (): Promise<void> => {
    clearTimeout(timer);
    const mine = (attempt += 1);
    const opened = await options.open();
    if (ended || mine !== attempt) opened?.port.postMessage("close", []);
    else if (opened) serve(opened);
    else timer = setTimeout(() => void start(), AGAIN);
  };

  const makeCopy = ({ clientId, forms }: OpenDocument): Copy => {
    const doc = createDocument(options.doc, clientId);
    const awareness = new Awareness(doc);
    awareness.setLocalStateField("user", options.me);
    awareness.on("change", () => options.onStates(awareness.getStates() as ReadonlyMap<number, Record<string, unknown>>, clientId));
    return { doc, clientId, awareness, forms };
  };

  const leave = (): void => {
    provider?.destroy();
    provider = null;
  };

  const drop = (): void => {
    leave();
    copy?.awareness.destroy();
    copy?.doc.destroy();
    copy = null;
  };

  const serve = (opened: OpenDocument): void => {
    if (copy && copy.forms !== opened.forms) {
      drop();
      options.onOpen(null);
    }
    const { doc, awareness } = (copy ??= makeCopy(opened));
    const mine = new WebsocketProvider("ws://replica", options.doc, doc, {
      WebSocketPolyfill: webSocketOver(opened.port),
      awareness,
      disableBc: true,
      shouldReconnect: () => false,
    });
    provider = mine;
    mine.on("sync", (synced: boolean) => {
      if (synced && mine === provider) options.onOpen({ doc, awareness });
    });
    mine.on("closed", ({ code }) => {
      if (mine !== provider) return;
      drop();
      options.onOpen(null);
      if (code === CLOSE.reload.code) void start();
      else timer = setTimeout(() => void start(), AGAIN);
    });
  };

  const unfollow = options.onRestart(() => {
    leave();
    void start();
  });
  void start();
  return () => {
    ended = true;
    unfollow();
    clearTimeout(timer);
    drop();
  };
};
