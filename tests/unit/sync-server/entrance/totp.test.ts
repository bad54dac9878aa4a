import { describe, expect, it } from "vitest";
import { codeAt, fromBase32, stepOf, stepOfCode, toBase32 } from "#sync-server/entrance/totp.ts";

const SECRET = new TextEncoder().encode("12345678901234567890");

describe("codes of an authenticator app", () => {
  it("[A-15] are those of RFC 6238, appendix B", () => {
    const vectors = [
      [59, "94287082"],
      [1_111_111_109, "07081804"],
      [1_111_111_111, "14050471"],
      [1_234_567_890, "89005924"],
      [2_000_000_000, "69279037"],
      [20_000_000_000, "65353130"],
    ] as const;
    for (const [seconds, code] of vectors) expect(codeAt(SECRET, stepOf(seconds * 1_000), 8)).toBe(code);
  });

  it("[A-15] are taken one step early or late, and no further", () => {
    const now = 1_234_567_890_000;
    const step = stepOf(now);
    expect([-2, -1, 0, 1, 2].map((off) => stepOfCode(SECRET, codeAt(SECRET, step + off), now))).toEqual([null, step - 1, step, step + 1, null]);
    for (const code of ["", "12345", "1234567", "abcdef"]) expect(stepOfCode(SECRET, code, now)).toBeNull();
  });

  it("[A-15] secrets are written as RFC 4648 says", () => {
    expect(["f", "fo", "foo", "foobar"].map((text) => toBase32(new TextEncoder().encode(text)))).toEqual(["MY", "MZXQ", "MZXW6", "MZXW6YTBOI"]);
    expect(fromBase32(toBase32(SECRET))).toEqual(SECRET);
  });
});
