import * as v from "valibot";
import { err, ok, type Result } from "#domain/result.ts";
import { problemOf } from "#workers/replica/account.ts";
import type { SignInProblem } from "#workers/replica/api.ts";
import { createHttp } from "#workers/replica/http.ts";

const http = createHttp((path, init) => fetch(path, { ...init, credentials: "same-origin" }));

/** For answers that say nothing but that it is done. */
export const NOTHING = v.null();

/** Asks the relay about accounts, which it alone knows of. An answer of another shape than `schema` counts as none. */
export const askRelay = async <S extends v.GenericSchema>(
  schema: S,
  method: "GET" | "POST",
  path: string,
  body?: object,
): Promise<Result<v.InferOutput<S>, SignInProblem>> => {
  try {
    const answer = await http(method, path, body);
    if (answer.status < 200 || answer.status >= 300) return err(problemOf(answer));
    const read = v.safeParse(schema, answer.body);
    return read.success ? ok(read.output) : err({ type: "Unreachable" });
  } catch {
    return err({ type: "Unreachable" });
  }
};
