import type { ServerResponse } from "node:http";

const APP = [
  "default-src 'none'",
  "script-src 'self'",
  // Positions in tables and boards, and the widths of columns, are set on elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const BARE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const NO_FEATURES = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"]
  .map((feature) => `${feature}=()`)
  .join(", ");

const TWO_YEARS = 63_072_000;

/** What every answer says about itself. `app`: it may be shown and run as the app; anything else is data. */
export const setSecureHeaders = (response: ServerResponse, what: "app" | "data", secure: boolean): void => {
  response.setHeader("Content-Security-Policy", what === "app" ? APP : BARE);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", NO_FEATURES);
  if (secure) response.setHeader("Strict-Transport-Security", `max-age=${TWO_YEARS}; includeSubDomains`);
};
