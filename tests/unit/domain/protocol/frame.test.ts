import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame } from "#domain/protocol/frame.ts";

describe("frames", () => {
  it("one that could not be written leaves nothing in front of the next", () => {
    const broken = {
      written: "before",
      get value(): never {
        throw new Error("no value");
      },
    };
    expect(() => encodeFrame(broken)).toThrow("no value");
    expect(decodeFrame(encodeFrame({ type: "ping" }))).toMatchObject({ ok: true, value: { type: "ping" } });
  });
});
