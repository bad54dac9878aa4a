import { toBase64 } from "lib0/buffer";
import { encodeUtf8 } from "lib0/string";

/** The sample company's sign: the sun over the eastern sea. */
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#12504a"/>' +
  '<circle cx="41" cy="19" r="8" fill="#f4c56a"/><g fill="none" stroke-width="5" stroke-linecap="round">' +
  '<path d="M12 40c7 0 7-7 14-7s7 7 14 7 7-7 12-7" stroke="#f4c56a"/><path d="M12 51c7 0 7-7 14-7s7 7 14 7 7-7 12-7" stroke="#7fd1c3"/></g></svg>';

export const demoLogo = (): string => `data:image/svg+xml;base64,${toBase64(encodeUtf8(SVG))}`;
