import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { MadePasskey, ShownPasskey } from "#domain/protocol/passkeys.ts";

/** How a browser or authenticator departs from what it was asked, as none that is honest does. */
export interface Departure {
  readonly origin?: string;
  /** The host name that it signs for. */
  readonly site?: string;
  readonly verified?: boolean;
  readonly challenge?: string;
  readonly type?: string;
  /** Says whom the key belongs to. */
  readonly handle?: string;
  /** The id of the credential that is spoken of. */
  readonly id?: string;
  readonly counter?: number;
  /** Claims to come with a certificate. */
  readonly certificate?: boolean;
}

export interface HeldKey {
  readonly id: string;
  readonly handle: string;
  readonly site: string;
  readonly key: KeyObject;
  counter: number;
}

export interface Authenticator {
  readonly keys: readonly HeldKey[];
  readonly make: (options: PublicKeyCredentialCreationOptionsJSON, departure?: Departure) => MadePasskey;
  readonly show: (options: PublicKeyCredentialRequestOptionsJSON, departure?: Departure, key?: HeldKey) => ShownPasskey;
}

type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<number | string, Cbor>;

const head = (major: number, size: number): Buffer => {
  if (size < 24) return Buffer.from([(major << 5) | size]);
  if (size < 256) return Buffer.from([(major << 5) | 24, size]);
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
};

/** RFC 8949, as much of it as WebAuthn needs. */
const cbor = (value: Cbor): Buffer => {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
  const list = value as readonly Cbor[];
  return Buffer.concat([head(4, list.length), ...list.map(cbor)]);
};

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
const FLAGS = { present: 1, verified: 4, attested: 64 } as const;

/** An authenticator in software, in a browser on a page of `origin`: ES256, user verification, attestation `none`. */
export const createAuthenticator = (origin: string): Authenticator => {
  const keys: HeldKey[] = [];

  const clientData = (type: string, challenge: string, departure: Departure): Buffer =>
    Buffer.from(JSON.stringify({ type: departure.type ?? type, challenge: departure.challenge ?? challenge, origin: departure.origin ?? origin, crossOrigin: false }));

  const signed = (site: string, counter: number, departure: Departure, flags: number, rest: Uint8Array): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(departure.counter ?? counter);
    const verified = departure.verified === false ? 0 : FLAGS.verified;
    return Buffer.concat([sha256(departure.site ?? site), Buffer.from([FLAGS.present | verified | flags]), count, rest]);
  };

  return {
    keys,
    make: (options, departure = {}) => {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      const cose = cbor(new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, "base64url")], [-3, Buffer.from(y, "base64url")]]));
      const site = options.rp.id ?? "";
      const id = departure.id === undefined ? randomBytes(32) : Buffer.from(departure.id, "base64url");
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const authData = signed(site, 0, departure, FLAGS.attested, Buffer.concat([Buffer.alloc(16), length, id, cose]));
      const client = clientData("webauthn.create", options.challenge, departure);
      const statement = departure.certificate
        ? new Map<string, Cbor>([["alg", -7], ["sig", sign("sha256", Buffer.concat([authData, sha256(client)]), privateKey)], ["x5c", [randomBytes(40)]]])
        : new Map<string, Cbor>();
      const attestation = cbor(new Map<string, Cbor>([["fmt", departure.certificate ? "packed" : "none"], ["attStmt", statement], ["authData", authData]]));
      const text = id.toString("base64url");
      keys.push({ id: text, handle: options.user.id, site, key: privateKey, counter: 0 });
      const response = { clientDataJSON: client.toString("base64url"), attestationObject: attestation.toString("base64url"), transports: ["internal"] };
      return { id: text, rawId: text, type: "public-key", response };
    },
    show: (options, departure = {}, key = keys.findLast(({ site }) => site === options.rpId)) => {
      if (!key) throw new Error(`no passkey for ${options.rpId}`);
      key.counter += 1;
      const authData = signed(key.site, key.counter, departure, 0, Buffer.alloc(0));
      const client = clientData("webauthn.get", options.challenge, departure);
      const id = departure.id ?? key.id;
      const response = {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: sign("sha256", Buffer.concat([authData, sha256(client)]), key.key).toString("base64url"),
        userHandle: departure.handle ?? key.handle,
      };
      return { id, rawId: id, type: "public-key", response };
    },
  };
};
