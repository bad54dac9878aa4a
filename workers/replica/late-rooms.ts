import { contentCode } from "./content-code.ts";
import type { RoomHandlers, Rooms } from "./rooms.ts";

/** Rooms whose code has come with the first document that is opened: before that there are none. */
export const createLateRooms = (handlers: RoomHandlers): Rooms => {
  let rooms: Rooms | null = null;
  return {
    attach: (id, doc, port) => {
      rooms ??= contentCode().createRooms(handlers);
      rooms.attach(id, doc, port);
    },
    has: (id) => rooms?.has(id) ?? false,
    docs: () => rooms?.docs() ?? [],
    drain: (id) => rooms?.drain(id) ?? null,
    putBack: (batch) => rooms?.putBack(batch),
    receivePresence: (id, update) => rooms?.receivePresence(id, update),
    presenceOf: (id) => rooms?.presenceOf(id) ?? null,
    close: (id, code, rebuilt) => rooms?.close(id, code, rebuilt),
  };
};
