import * as awareness from "y-protocols/awareness";
import * as Y from "yjs";
import type { RawDevice } from "./raw-device.ts";

/** What a client sends to be seen with `state`, for the so manieth time. */
export const shown = (client: number, state: object, times = 1): Uint8Array => {
  const doc = new Y.Doc({ guid: "presence" });
  doc.clientID = client;
  const mine = new awareness.Awareness(doc);
  for (let time = 0; time < times; time += 1) mine.setLocalState({ ...state });
  const update = awareness.encodeAwarenessUpdate(mine, [client]);
  mine.destroy();
  return update;
};

/** Whom the device sees after everything it has received, by client. */
export const seenBy = (device: RawDevice): ReadonlyMap<number, unknown> => {
  const doc = new Y.Doc({ guid: "seen" });
  const all = new awareness.Awareness(doc);
  all.setLocalState(null);
  for (const message of device.received) if (message.type === "presenceOf") awareness.applyAwarenessUpdate(all, message.update, null);
  const seen = new Map<number, unknown>(all.getStates());
  all.destroy();
  return seen;
};
