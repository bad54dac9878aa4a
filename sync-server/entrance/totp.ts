import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "#domain/clock.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30_000;
const DIGITS = 6;

/** RFC 4648, without padding. */
export const toBase32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((group) => LETTERS[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
};

export const fromBase32 = (text: string): Uint8Array => {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (group) => Number.parseInt(group, 2));
};

/** Number of the time step that an instant falls in. */
export const stepOf = (at: Instant): number => Math.floor(at / STEP);

/** The code of a time step: RFC 6238 over HMAC-SHA-1, which every authenticator app reads. */
export const codeAt = (secret: Uint8Array, step: number, digits = DIGITS): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
};

/** The step that a code belongs to, one before or after the present one at most; null when it is none of them. */
export const stepOfCode = (secret: Uint8Array, code: string, now: Instant): number | null => {
  if (!/^\d{6}$/.test(code)) return null;
  const present = stepOf(now);
  const matching = [present - 1, present, present + 1].filter((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), Buffer.from(code)));
  return matching[0] ?? null;
};

/** What an authenticator app takes in. */
export const otpauthUri = (secret: string, account: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(`${issuer}:${account}`)}?${new URLSearchParams({ secret, issuer, algorithm: "SHA1", digits: String(DIGITS), period: "30" })}`;
