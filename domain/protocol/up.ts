import * as v from "valibot";
import { askHistory } from "./up/ask-history.ts";
import { askLog } from "./up/ask-log.ts";
import { askPast } from "./up/ask-past.ts";
import { command } from "./up/command.ts";
import { handedIn } from "./up/handed-in.ts";
import { hello } from "./up/hello.ts";
import { more } from "./up/more.ts";
import { ping } from "./up/ping.ts";
import { presence } from "./up/presence.ts";
import { checkingPush, push } from "./up/push.ts";
import { watch } from "./up/watch.ts";
import { atOnce, type InPieces } from "#domain/pieces.ts";
import { decodingFrame, type BadFrame } from "#domain/protocol/frame.ts";
import { err, ok, type Result } from "#domain/result.ts";

const up = v.variant("type", [hello, push, more, watch, presence, askHistory, askLog, askPast, command, ping, handedIn]);

/** Device to relay. */
export type Up = v.InferOutput<typeof up>;

export const parsingUp = function* (bytes: Uint8Array): InPieces<Result<Up, BadFrame>> {
  const frame = yield* decodingFrame(bytes);
  if (!frame.ok) return frame;
  yield;
  const unknown = err<BadFrame>({ type: "BadFrame", reason: "unknownMessage" });
  if ((frame.value as { readonly type?: unknown } | null | undefined)?.type === "push") {
    const message = yield* checkingPush(frame.value);
    return message ? ok(message) : unknown;
  }
  const message = v.safeParse(up, frame.value, { abortEarly: true });
  return message.success ? ok(message.output) : unknown;
};

export const parseUp = (bytes: Uint8Array): Result<Up, BadFrame> => atOnce(parsingUp(bytes));
