import * as v from "valibot";
import { answers } from "./down/answers.ts";
import { done } from "./down/done.ts";
import { history } from "./down/history.ts";
import { log } from "./down/log.ts";
import { openPage, page, type Page } from "./down/page.ts";
import { past } from "./down/past.ts";
import { pong } from "./down/pong.ts";
import { presenceOf } from "./down/presence.ts";
import { welcome } from "./down/welcome.ts";
import { decodeFrame, type BadFrame } from "#domain/protocol/frame.ts";
import { err, ok, type Result } from "#domain/result.ts";

const down = v.variant("type", [welcome, page, answers, presenceOf, history, log, past, done, pong]);

/** Relay to device. */
export type Down = Exclude<v.InferOutput<typeof down>, { readonly type: "page" }> | Page;

export const parseDown = (bytes: Uint8Array): Result<Down, BadFrame> => {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return frame;
  const message = v.safeParse(down, frame.value, { abortEarly: true });
  if (!message.success) return err({ type: "BadFrame", reason: "unknownMessage" });
  if (message.output.type !== "page") return ok(message.output);
  const opened = openPage(message.output);
  return opened ? ok(opened) : err({ type: "BadFrame", reason: "malformed" });
};
