import { hash, verify } from "@node-rs/argon2";
import type { Random } from "#domain/clock.ts";
import { readable } from "./readable.ts";

const SHORTEST = 10;
const LONGEST = 200;

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. These are the library's defaults. */
export const hashPassword = (password: string): Promise<string> => hash(password);

export const isPassword = (password: string, hashed: string): Promise<boolean> => verify(hashed, password.slice(0, LONGEST));

/** Whether a password may not be chosen. `current` is the one before, where there was one. */
export const isWeak = (password: string, current: string | null): boolean => password.length < SHORTEST || password.length > LONGEST || password === current;

/** A password that can be read out over the telephone: 59 bits without look-alikes. */
export const createPassword = (random: Random): string => readable(random, 12);
