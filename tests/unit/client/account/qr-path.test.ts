import { encode } from "uqr";
import { expect, it } from "vitest";
import { qrPath } from "#client/account/qr-path.ts";
import { otpauthUri } from "#sync-server/entrance/totp.ts";

/** Draws a path of bars onto squares. */
const drawn = (path: string, size: number): readonly (readonly boolean[])[] => {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)];
  expect(bars.map(([bar]) => bar).join("")).toBe(path);
  for (const [, x, y, there, back] of bars) {
    expect(there).toBe(back);
    for (let step = 0; step < Number(there); step += 1) rows[Number(y)]![Number(x) + step] = true;
  }
  return rows;
};

it.each(["JBSWY3DPEHPK3PXP", "A".repeat(32), "Z7".repeat(16)])("[A-24] what is drawn is the code of the address that the app opens (%s)", (secret) => {
  const code = encode(otpauthUri(secret, "anna@example.com", "示例 Pumps & Co"), { ecc: "M", border: 0 });
  expect(drawn(qrPath(code.data), code.size)).toEqual(code.data);
});

it("[A-24] a row that is dark to its end, and one that is light throughout, are drawn", () => {
  expect(qrPath([[false, true, true], [false, false, false], [true, false, true]])).toBe("M1 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z");
});
