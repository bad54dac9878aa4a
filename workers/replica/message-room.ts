import type { OpenDocument } from "#workers/replica/api.ts";
import type { DocId } from "#domain/id.ts";
import type { Replica } from "./replica.ts";
import type { RoomPort } from "./rooms.ts";

const roomPortOver = (port: MessagePort): RoomPort => ({
  send: (message) => {
    port.postMessage(message, []);
  },
  listen: (call) => {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      call(data);
    };
  },
  close: () => {
    port.close();
  },
});

/** The page's `open`, over a message channel. */
export const openOver =
  (replica: Replica) =>
  async (doc: DocId): Promise<OpenDocument | null> => {
    const { port1, port2 } = new MessageChannel();
    const opened = await replica.openOn(doc, roomPortOver(port1));
    if (opened) return { ...opened, port: port2 };
    port1.close();
    return null;
  };
