import type { Me, SignInProblem } from "#workers/replica/api.ts";
import { parseRecordId } from "#domain/id.ts";
import { isHttpCode } from "#domain/protocol/http-codes.ts";
import type { ShownPasskey } from "#domain/protocol/passkeys.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Http, HttpAnswer } from "./deps.ts";

export interface Account {
  readonly signIn: (account: string, password: string, code?: string) => Promise<Result<Me, SignInProblem>>;
  readonly signInByPasskey: (attempt: string, shown: ShownPasskey) => Promise<Result<Me, SignInProblem>>;
  readonly signOut: () => Promise<void>;
  readonly changePassword: (current: string, next: string) => Promise<Result<true, SignInProblem>>;
  /** Who the relay says is signed in; null when nobody is or the relay cannot be asked. */
  readonly whoAmI: () => Promise<Me | null>;
}

interface ErrorBody {
  readonly code?: unknown;
  readonly retryAfter?: unknown;
}

const meOf = (body: unknown): Me | null => {
  const { id, name, mustChange } = (body ?? {}) as { readonly id?: unknown; readonly name?: unknown; readonly mustChange?: unknown };
  const record = typeof id === "string" ? parseRecordId(id) : null;
  if (!record || typeof name !== "string") return null;
  return { id: record, name, ...(mustChange === true ? { mustChangePassword: true } : {}) };
};

export const problemOf = ({ status, body }: HttpAnswer): SignInProblem => {
  const { code, retryAfter } = (body ?? {}) as ErrorBody;
  switch (code) {
    case "wrongPassword":
      return { type: "WrongPassword" };
    case "needsCode":
      return { type: "NeedsCode" };
    case "wrongCode":
      return { type: "WrongCode" };
    case "tooManyTries":
      return { type: "TooManyTries", retryAfterSeconds: typeof retryAfter === "number" ? retryAfter : 60 };
    case "weakPassword":
      return { type: "WeakPassword" };
    case "disabled":
      return { type: "Disabled" };
    default:
      if (isHttpCode(code)) return { type: "TurnedAway", code };
      return status === 401 ? { type: "WrongPassword" } : { type: "Unreachable" };
  }
};

/** Signing in and out, by the relay's HTTP interface. The session's cookie is the platform's business. */
export const createAccount = (http: Http): Account => {
  const ask = async (...request: Parameters<Http>): Promise<HttpAnswer> => {
    try {
      return await http(...request);
    } catch {
      return { status: 0, body: null };
    }
  };
  const open = async (shown: object): Promise<Result<Me, SignInProblem>> => {
    const answer = await ask("POST", "/api/session", shown);
    const me = answer.status === 200 ? meOf(answer.body) : null;
    return me ? ok(me) : err(problemOf(answer));
  };
  return {
    signIn: (account, password, code) => open({ account, password, ...(code === undefined ? {} : { code }) }),
    signInByPasskey: (attempt, passkey) => open({ attempt, passkey }),
    signOut: async () => {
      await ask("DELETE", "/api/session");
    },
    changePassword: async (current, next) => {
      const answer = await ask("POST", "/api/password", { current, next });
      return answer.status >= 200 && answer.status < 300 ? ok(true) : err(problemOf(answer));
    },
    whoAmI: async () => {
      const answer = await ask("GET", "/api/session");
      return answer.status === 200 ? meOf(answer.body) : null;
    },
  };
};
