import type { RecordId } from "#domain/id.ts";
import type { Device, Token } from "./storage.ts";

/** A device as a database's columns hold it. */
export interface DeviceLine {
  readonly device: number;
  readonly key_hash: string;
  readonly person: string;
  readonly used: number;
  readonly granted: string;
  readonly complete: string;
}

export interface TokenLine {
  readonly hash: string;
  readonly kind: Token["kind"];
  readonly user: string;
  readonly record: string | null;
  readonly session: string | null;
  readonly expires: number;
}

export const deviceIn = (line: DeviceLine): Device => ({
  device: line.device,
  keyHash: line.key_hash,
  person: line.person as RecordId,
  used: line.used,
  granted: JSON.parse(line.granted) as Device["granted"],
  complete: JSON.parse(line.complete) as Device["complete"],
});

export const tokenIn = (line: TokenLine | undefined): Token | null =>
  line ? { ...line, user: line.user as RecordId, record: line.record as RecordId | null } : null;
