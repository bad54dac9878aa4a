import * as v from "valibot";
import { countPart } from "./parts.ts";

/** Bytes as WebAuthn's own JSON writes them: base64url without padding. */
const bytes = (longest: number) => v.pipe(v.string(), v.maxLength(longest), v.regex(/^[\w-]+$/));

/** WebAuthn ends ids of credentials at 1023 bytes. */
export const passkeyId = bytes(1_364);
const head = { id: passkeyId, rawId: passkeyId, type: v.literal("public-key") };

/** What a browser answers once it has made a passkey. */
export const madePasskey = v.object({
  ...head,
  response: v.object({
    clientDataJSON: bytes(2_000),
    attestationObject: bytes(8_000),
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(20))), v.maxLength(10))),
  }),
});
export type MadePasskey = v.InferOutput<typeof madePasskey>;

/** What a browser answers once a person has shown a passkey. */
export const shownPasskey = v.object({
  ...head,
  response: v.object({ clientDataJSON: bytes(2_000), authenticatorData: bytes(4_000), signature: bytes(2_000), userHandle: v.optional(bytes(100)) }),
});
export type ShownPasskey = v.InferOutput<typeof shownPasskey>;

/** A passkey as its person is shown it. `site` is the host name that it opens. */
const passkeyLine = v.object({ id: v.string(), name: v.string(), site: v.string(), created: countPart, used: v.nullable(countPart) });
export type PasskeyLine = v.InferOutput<typeof passkeyLine>;
/** `most`: how many a person may have. */
export const passkeyList = v.object({ most: countPart, passkeys: v.array(passkeyLine) });
