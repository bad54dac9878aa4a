import * as v from "valibot";
import { askHistory } from "./up/ask-history.ts";
import { command } from "./up/command.ts";
import { handedIn } from "./up/handed-in.ts";
import { hello } from "./up/hello.ts";
import { more } from "./up/more.ts";
import { ping } from "./up/ping.ts";
import { presence } from "./up/presence.ts";
import { push } from "./up/push.ts";
import { watch } from "./up/watch.ts";
import { decodeFrame, type BadFrame } from "#domain/protocol/frame.ts";
import { err, ok, type Result } from "#domain/result.ts";

const up = v.variant("type", [hello, push, more, watch, presence, askHistory, command, ping, handedIn]);

/** Device to relay. */
export type Up = v.InferOutput<typeof up>;

export const parseUp = (bytes: Uint8Array): Result<Up, BadFrame> => {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return frame;
  const message = v.safeParse(up, frame.value, { abortEarly: true });
  return message.success ? ok(message.output) : err({ type: "BadFrame", reason: "unknownMessage" });
};
