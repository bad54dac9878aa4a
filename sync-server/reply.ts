import { HTTP_STATUS, type HttpCode } from "#domain/protocol/http-codes.ts";
import * as v from "valibot";
import { parseRecordId } from "#domain/id.ts";
import type { AccountProblem, Who } from "./accounts.ts";
import type { From } from "./entrance/from.ts";

/** A request of the HTTP interface, read. */
export interface Call {
  readonly body: unknown;
  readonly who: Who | null;
  /** Why the session it comes with is not let in now. */
  readonly barred: AccountProblem | null;
  readonly from: From;
  readonly secure: boolean;
  /** Origin of the page that asks, one of those that may; null for programs. */
  readonly page: string | null;
}

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  /** A new secret for the session's cookie; empty removes it. */
  readonly cookie?: string;
  /** The secret of the browser itself, with a session's. */
  readonly browser?: string;
}

export type Route = (call: Call) => Promise<Reply>;
export type Routes = Readonly<Record<string, Route>>;

export const DONE: Reply = { status: 204 };

export const fail = (code: HttpCode, more: object = {}): Reply => ({ status: HTTP_STATUS[code], json: { code, ...more } });
export const problem = (error: AccountProblem): Reply => fail(error.code, "retryAfter" in error ? { retryAfter: error.retryAfter } : {});

export const text = v.pipe(v.string(), v.maxLength(500));
export const recordPart = v.pipe(text, v.transform(parseRecordId), v.check((id) => id !== null), v.transform((id) => id as NonNullable<typeof id>));

/** A route whose body has a shape. */
export const withBody =
  <S extends v.GenericSchema>(schema: S, route: (body: v.InferOutput<S>, call: Call) => Promise<Reply>): Route =>
  async (call) => {
    const parsed = v.safeParse(schema, call.body);
    return parsed.success ? route(parsed.output, call) : fail("badRequest");
  };

/** A route for people who are signed in; those with a one-time password only where `evenMustChange`. */
export const signedIn =
  (route: (call: Call, who: Who) => Promise<Reply>, evenMustChange = false): Route =>
  async (call) => {
    if (call.barred) return problem(call.barred);
    if (!call.who) return fail("signedOut");
    if (call.who.mustChange && !evenMustChange) return fail("mustChangePassword");
    return route(call, call.who);
  };
