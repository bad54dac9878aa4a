import { describe, expect, it } from "vitest";
import { createSequenceMatcher, SEQUENCE_WAIT, strokeName } from "#client/actions/shortcuts.ts";

const stroke = (key: string, held: object = {}, code?: string) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...(code ? { code } : {}),
  ...held,
});

describe("[UI-KEYS] names of strokes", () => {
  it("mod is Ctrl here and Cmd on a Mac", () => {
    expect(strokeName(stroke("k", { ctrlKey: true }), false)).toBe("mod+k");
    expect(strokeName(stroke("k", { metaKey: true }), true)).toBe("mod+k");
    expect(strokeName(stroke("k", { ctrlKey: true }), true)).toBe("ctrl+k");
  });
  it("Shift is part of letters but not of signs", () => {
    expect(strokeName(stroke("N", { shiftKey: true }), false)).toBe("shift+n");
    expect(strokeName(stroke("?", { shiftKey: true }), false)).toBe("?");
  });
  it("a Hangul layout presses the same shortcuts", () => {
    expect(strokeName(stroke("ㅎ", {}, "KeyG"), false)).toBe("g");
    expect(strokeName(stroke("ㅏ", { ctrlKey: true }, "KeyK"), false)).toBe("mod+k");
  });
});

describe("[UI-KEYS] sequences", () => {
  const known = ["g then c", "g then o", "mod+k", "c"];
  it("a sequence wins over a single key with the same ending", () => {
    const matcher = createSequenceMatcher();
    expect(matcher.press("g", 0, known)).toBeNull();
    expect(matcher.press("c", 300, known)).toBe("g then c");
    expect(matcher.press("c", 600, known)).toBe("c");
  });
  it("waits only so long for the second key", () => {
    const matcher = createSequenceMatcher();
    matcher.press("g", 0, known);
    expect(matcher.press("o", SEQUENCE_WAIT + 1, known)).toBeNull();
  });
});
