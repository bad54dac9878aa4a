import { createCp949Decoder, platformKnowsCp949, type StreamDecoder } from "./cp949.ts";

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "euc-kr", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What bytes 0x80 to 0x9F are in Windows-1252. Platforms that read the label as Latin-1 give control characters instead. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const restoreWindows = (text: string): string => text.replace(/[\u0080-\u009f]/g, (control) => HIGH[control.charCodeAt(0) - 0x80] ?? control);

/** A decoder that is strict: bytes that the encoding does not have throw a TypeError. A leading BOM is dropped. */
export const createDecoder = (encoding: Encoding): StreamDecoder => {
  if (encoding === "euc-kr" && !platformKnowsCp949()) return createCp949Decoder();
  const platform = new TextDecoder(encoding, { fatal: true });
  if (encoding !== "windows-1252") return { decode: (bytes, last) => platform.decode(bytes, { stream: !last }) };
  return { decode: (bytes, last) => restoreWindows(platform.decode(bytes, { stream: !last })) };
};
