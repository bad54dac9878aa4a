import { toBase64 } from "lib0/buffer";
import { encodeUtf8 } from "lib0/string";
import { describe, expect, it } from "vitest";
import { demoLogo } from "#domain/demo/logo.ts";
import { imageProblem, MAX_IMAGE } from "#domain/schema/image.ts";
import { checkValue } from "#domain/schema/validate.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const WEBP = [...encodeUtf8("RIFF"), 1, 0, 0, 0, ...encodeUtf8("WEBP")];

const address = (type: string, bytes: Iterable<number>): string => `data:${type};base64,${toBase64(Uint8Array.from(bytes))}`;
const svg = (text: string): string => address("image/svg+xml", encodeUtf8(text));
const filled = (size: number): string => address("image/png", [...PNG, ...new Uint8Array(size - PNG.length)]);

describe("a picture in a field", () => {
  it("[G-10][OG-01] is a PNG, a WebP or an SVG of the content that its type says", () => {
    expect([address("image/png", PNG), address("image/webp", WEBP), demoLogo()].map(imageProblem)).toEqual([null, null, null]);
    expect(imageProblem(svg('\ufeff<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    const others = [
      "",
      "logo.png",
      "https://evil.example/logo.png",
      "data:image/png,x",
      "data:text/html;base64,PGI+",
      "data:image/png;base64,====",
      address("image/gif", PNG),
      address("image/png", WEBP),
      address("image/webp", PNG),
      address("image/svg+xml", PNG),
      `${address("image/png", PNG)}" onerror="x`,
    ];
    expect(others.map(imageProblem)).toEqual(others.map(() => "notImage"));
  });

  it("[G-10][OG-01] is an SVG without scripts, pages within, or entities that blow it up", () => {
    const bodies = [
      "<script>alert(1)</script>",
      '<g onload="alert(1)"/>',
      '<a href="javascript:alert(1)"/>',
      "<foreignObject/>",
    ].map((inside) => svg(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`));
    const around = [svg('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg/>'), svg("<html><svg/></html>"), svg("<!-- --><p/><svg/>")];
    expect([...bodies, ...around].map(imageProblem)).toEqual(Array.from({ length: 7 }, () => "notImage"));
  });

  it("[G-10][OG-01] has 64 kB at most", () => {
    expect([filled(MAX_IMAGE), filled(MAX_IMAGE + 1), filled(MAX_IMAGE * 4)].map(imageProblem)).toEqual([null, "imageTooLarge", "imageTooLarge"]);
    const verdict = checkValue({ kind: "text", format: "image" }, filled(MAX_IMAGE + 1), "logo");
    expect(verdict).toEqual({ ok: false, error: { type: "Invalid", path: "logo", reason: "imageTooLarge" } });
    expect(checkValue({ kind: "text", format: "image" }, filled(MAX_IMAGE), "logo").ok).toBe(true);
  });
});
