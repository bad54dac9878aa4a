/** Pictures that a field may hold. Each is shown as an `<img>`, where no script of it runs and nothing else is fetched. */
export const IMAGE_TYPES = ["image/png", "image/webp", "image/svg+xml"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** Bytes of a picture at most. */
export const MAX_IMAGE = 65_536;
/** The same as text: four letters for three bytes, and what stands before them. */
const MAX_IMAGE_TEXT = Math.ceil(MAX_IMAGE / 3) * 4 + 40;

const FORM = /^data:(image\/(?:png|webp|svg\+xml));base64,((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The bytes of well-formed Base64. Page, workers and relay have no decoder in common. */
const bytesOf = (base64: string): Uint8Array => {
  const bytes = new Uint8Array((base64.length / 4) * 3);
  let to = 0;
  for (let at = 0; at < base64.length; at += 4) {
    const value = (index: number): number => VALUES[base64.charCodeAt(at + index)] ?? 0;
    const three = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3);
    bytes[to] = three >> 16;
    bytes[to + 1] = three >> 8;
    bytes[to + 2] = three;
    to += 3;
  }
  return bytes.subarray(0, bytes.length - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0));
};

const begins = (bytes: Uint8Array, at: number, with_: readonly number[]): boolean => with_.every((byte, index) => bytes[at + index] === byte);

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** Byte by byte: all that is looked for is ASCII, and what is no UTF-8 is nobody's fault to be thrown. */
const lettersOf = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
};

/** An SVG and nothing before it but its declaration and remarks. Entities could blow it up, and scripts have no place in it wherever it is opened. */
const isSvg = (bytes: Uint8Array): boolean => {
  const text = lettersOf(bytes);
  return /^(?:\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--(?:[^-]|-(?!->))*-->\s*)*<svg[\s>]/.test(text) && !/<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son[a-z]+\s*=|javascript:/i.test(text);
};

const LOOKS: Readonly<Record<ImageType, (bytes: Uint8Array) => boolean>> = {
  "image/png": (bytes) => begins(bytes, 0, PNG),
  "image/webp": (bytes) => begins(bytes, 0, RIFF) && begins(bytes, 8, WEBP),
  "image/svg+xml": isSvg,
};

/** Whether a text is a picture written as a `data:` address: of a type that is taken, of the content that the type says, and not too large. */
export const imageProblem = (text: string): "notImage" | "imageTooLarge" | null => {
  if (text.length > MAX_IMAGE_TEXT) return "imageTooLarge";
  const [, type, content] = FORM.exec(text) ?? [];
  if (type === undefined || content === undefined) return "notImage";
  const bytes = bytesOf(content);
  if (bytes.length > MAX_IMAGE) return "imageTooLarge";
  return LOOKS[type as ImageType](bytes) ? null : "notImage";
};
