import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sharedData } from "#tests/shared-data.ts";
import { createDecoder, type Encoding } from "#workers/transfer/decoder.ts";
import { detectEncoding } from "#workers/transfer/encoding.ts";

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes[at * 2] = big ? code >> 8 : code & 255;
    bytes[at * 2 + 1] = big ? code & 255 : code >> 8;
  }
  return bytes;
};

const read = (encoding: Encoding, bytes: Uint8Array, size = bytes.length): string => {
  const decoder = createDecoder(encoding);
  let text = "";
  for (let at = 0; at < bytes.length; at += size) text += decoder.decode(bytes.subarray(at, at + size), at + size >= bytes.length);
  return text;
};

describe("the encoding of a file", () => {
  it("[I-01] is UTF-8 for plain ASCII and for valid multi-byte text", () => {
    expect(detectEncoding(new TextEncoder().encode("name,phone\nAcme,1"))).toMatchObject({ encoding: "utf-8", bom: false });
    expect(detectEncoding(new TextEncoder().encode("名称,电话\n上海,1 é 한국 😀"))).toMatchObject({ encoding: "utf-8", bom: false });
  });

  it("[I-01] is settled by a byte order mark", () => {
    expect(detectEncoding(Uint8Array.of(0xef, 0xbb, 0xbf, 65))).toMatchObject({ encoding: "utf-8", bom: true, confidence: 1 });
    expect(detectEncoding(Uint8Array.of(0xff, 0xfe, 65, 0))).toMatchObject({ encoding: "utf-16le", bom: true });
    expect(detectEncoding(Uint8Array.of(0xfe, 0xff, 0, 65))).toMatchObject({ encoding: "utf-16be", bom: true });
  });

  it.each([["a,b\nGrüße,1\n"], ["客户,电话\n上海科技有限公司,13800000000\n北京,2\n"], ["고객,전화\n한국전자 주식회사,02-123-4567\n"]])(
    "[I-01] is UTF-16 without a mark, in both orders: %j",
    (text) => {
      expect(detectEncoding(utf16(text, false)).encoding).toBe("utf-16le");
      expect(detectEncoding(utf16(text, true)).encoding).toBe("utf-16be");
    },
  );

  it("[I-01] a sample cut within a character is still UTF-8", () => {
    const bytes = new TextEncoder().encode("客户,名称\n".repeat(50));
    expect(detectEncoding(bytes.subarray(0, bytes.length - 2)).encoding).toBe("utf-8");
  });

  it("[I-01] Windows-1252 from one accented word", () => {
    const bytes = Uint8Array.of(...new TextEncoder().encode("name;city\nM"), 0xfc, ...new TextEncoder().encode("ller;Berlin\n"));
    expect(detectEncoding(bytes).encoding).toBe("windows-1252");
    expect(read("windows-1252", Uint8Array.of(0x80, 0x93, 0x99))).toBe("€“™");
  });

  it("[I-01] code page 949 reads syllables that KS X 1001 lacks, also cut anywhere", () => {
    const bytes = Uint8Array.of(0x8c, 0x63, 0xb9, 0xe6, 0xb0, 0xa2, 0xc7, 0xcf, 0x2c, 0x81, 0x41, 0xc6, 0x52);
    for (let size = 1; size <= bytes.length; size++) expect(read("euc-kr", bytes, size)).toBe("똠방각하,갂힣");
    expect(() => read("euc-kr", Uint8Array.of(0x81))).toThrow(TypeError);
  });

  const cases: readonly [string, Encoding, string | null][] = [
    ["cjk/stock-names.gbk.csv", "gb18030", null],
    ["derived-encodings/krx-listed-2025.cp949.csv", "euc-kr", "cjk/krx-listed-2025.utf8bom.csv"],
    ["derived-encodings/northwind-customers.cp1252.semicolon.csv", "windows-1252", null],
    ["derived-encodings/northwind-customers.utf16le-bom.tab.txt", "utf-16le", null],
    ["cjk/krx-listed-2025.utf8bom.csv", "utf-8", null],
    ["messytables-horror/utf-16le_encoded.csv", "utf-16le", null],
  ];
  for (const [path, encoding, twin] of cases) {
    const file = sharedData(path);
    it.skipIf(!file)(`[I-01] ${path} is ${encoding}`, () => {
      const bytes = new Uint8Array(readFileSync(file ?? ""));
      const guess = detectEncoding(bytes.subarray(0, 65_536));
      expect(guess).toMatchObject({ encoding });
      expect(guess.confidence).toBeGreaterThan(0.6);
      const same = twin && sharedData(twin);
      if (same) expect(read(encoding, bytes, 1009).replaceAll("\r", "")).toBe(readFileSync(same, "utf8").replace(/^\ufeff/, "").replaceAll("\r", ""));
    });
  }

  const phrases = sharedData("cjk/krx-listed-2025.utf8bom.csv");
  it.skipIf(!phrases)("[I-01] every stretch of 40 lines of Korean text is told from Chinese", () => {
    const bytes = new Uint8Array(readFileSync(sharedData("derived-encodings/krx-listed-2025.cp949.csv") ?? ""));
    for (let from = 0; from + 4000 < bytes.length; from += 20_000) {
      const start = bytes.indexOf(10, from) + 1;
      expect(detectEncoding(bytes.subarray(start, start + 4000)).encoding).toBe("euc-kr");
    }
  });
});
