import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import * as v from "valibot";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, parseRecordId, type RecordId } from "#domain/id.ts";
import { HTTP_STATUS, type HttpCode } from "#domain/protocol/http-codes.ts";
import type { AccountProblem, Accounts, SignedIn } from "./accounts.ts";
import { createCollisions } from "./collisions.ts";
import { mayRead } from "./feed.ts";
import { isOwnOrigin } from "./origin.ts";
import type { Relay } from "./relay.ts";
import { createStatic } from "./static.ts";
import { issueView } from "./viewing.ts";
import { LIFETIME } from "./tokens.ts";

const COOKIE = "tidebook_session";
const MAX_BODY = 16_384;

const text = v.pipe(v.string(), v.maxLength(500));
const recordPart = v.pipe(text, v.transform(parseRecordId));
const credentials = v.object({ account: text, password: text });
const passwords = v.object({ current: text, next: text });

interface Call {
  readonly body: unknown;
  readonly secret: string;
  readonly who: SignedIn | null;
  readonly address: string;
  readonly secure: boolean;
}

interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly cookie?: string;
}

const fail = (code: HttpCode, more: object = {}): Reply => ({ status: HTTP_STATUS[code], json: { code, ...more } });
const problem = (error: AccountProblem): Reply => fail(error.code, "retryAfter" in error ? { retryAfter: error.retryAfter } : {});

const cookieFor = (secret: string, maxAge: number, secure: boolean): string =>
  `${COOKIE}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${maxAge}${secure ? "; Secure" : ""}`;

const readCookie = (request: IncomingMessage): string => {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === COOKIE && value) return value;
  }
  return "";
};

const readBody = async (request: IncomingMessage): Promise<{ readonly value: unknown } | HttpCode> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return "tooLarge";
    chunks.push(chunk);
  }
  if (size === 0) return { value: null };
  // A form of another site cannot send this type without asking first.
  if (!(request.headers["content-type"] ?? "").startsWith("application/json")) return "badRequest";
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown };
  } catch {
    return "badRequest";
  }
};

export interface HttpDeps {
  readonly relay: Relay;
  readonly accounts: Accounts;
  /** Folder of the built app; null serves the interface alone. */
  readonly app: string | null;
  readonly origins: readonly string[];
  /** Behind a proxy the address and protocol of the caller come from its headers. */
  readonly trustProxy: boolean;
  readonly report: (what: string, error: unknown) => void;
}

/** Sign-in, tickets and the built app. */
export const createHttp = ({ relay, accounts, app, origins, trustProxy, report }: HttpDeps): RequestListener => {
  const serve = app === null ? null : createStatic(app);

  const ownRecord = async (who: SignedIn, record: RecordId): Promise<boolean> => {
    const [stored] = await relay.storage.documents([docId(record)]);
    const standing = relay.directory.standing(who.id);
    return stored !== undefined && standing !== null && mayRead(stored.scopes, standing.scopes);
  };

  const signIn = async ({ body, address, secure }: Call): Promise<Reply> => {
    const parsed = v.safeParse(credentials, body);
    if (!parsed.success) return fail("badRequest");
    const result = await accounts.signIn(parsed.output.account, parsed.output.password, address);
    if (!result.ok) return problem(result.error);
    const { secret, ...me } = result.value;
    return { status: 200, json: me, cookie: cookieFor(secret, LIFETIME.session / 1_000, secure) };
  };

  const signedIn = (call: (call: Call, who: SignedIn) => Promise<Reply>, evenMustChange = false) => async (request: Call): Promise<Reply> => {
    if (!request.who) return fail("signedOut");
    if (request.who.mustChange && !evenMustChange) return fail("mustChangePassword");
    return call(request, request.who);
  };

  const collisions = createCollisions(relay);

  const routes: Readonly<Record<string, (call: Call) => Promise<Reply>>> = {
    "POST /api/session": signIn,
    "GET /api/session": signedIn(async (_call, who) => ({ status: 200, json: who }), true),
    "DELETE /api/session": async ({ secret, secure }) => {
      await accounts.signOut(secret);
      return { status: 204, cookie: cookieFor("", 0, secure) };
    },
    "POST /api/ticket": signedIn(async (_call, who) => ({ status: 200, json: { ticket: await relay.tokens.issue("ticket", who.id) } })),
    "POST /api/password": signedIn(async ({ body, secret }, who) => {
      const parsed = v.safeParse(passwords, body);
      if (!parsed.success) return fail("badRequest");
      const result = await accounts.changePassword(who.id, parsed.output.current, parsed.output.next, secret);
      return result.ok ? { status: 204 } : problem(result.error);
    }, true),
    "POST /api/accounts/reset": signedIn(async ({ body }, who) => {
      const parsed = v.safeParse(v.object({ user: recordPart }), body);
      if (!parsed.success || parsed.output.user === null) return fail("badRequest");
      const result = await accounts.reset(who.id, parsed.output.user);
      return result.ok ? { status: 200, json: { password: result.value } } : problem(result.error);
    }),
    "POST /api/view-as": signedIn(async ({ body }, who) => {
      const parsed = v.safeParse(v.object({ user: recordPart }), body);
      if (!parsed.success || parsed.output.user === null) return fail("badRequest");
      const issued = await issueView(relay, who.id, parsed.output.user);
      return issued.ok ? { status: 200, json: { ticket: issued.value, id: parsed.output.user, name: relay.directory.name(parsed.output.user) } } : fail(issued.error);
    }),
    "POST /api/yjs-token": signedIn(async ({ body }, who) => {
      const parsed = v.safeParse(v.object({ record: recordPart }), body);
      if (!parsed.success || parsed.output.record === null) return fail("badRequest");
      if (!(await ownRecord(who, parsed.output.record))) return fail("notFound");
      return { status: 200, json: { token: await relay.tokens.issue("document", who.id, parsed.output.record) } };
    }),
    "POST /api/collisions": signedIn(async ({ body }, who) => {
      const parsed = v.safeParse(v.object({ kind: text, text }), body);
      const entity = parsed.success ? findEntity(parsed.output.kind) : undefined;
      if (!parsed.success || !entity) return fail("badRequest");
      return { status: 200, json: await collisions.find(entity, parsed.output.text, who.id) };
    }),
    "GET /api/health": async () => ({ status: 200, json: { ok: true } }),
  };

  const answer = async (request: IncomingMessage, pathname: string): Promise<Reply> => {
    const route = routes[`${request.method ?? ""} ${pathname}`];
    if (!route) return fail(Object.keys(routes).some((key) => key.endsWith(` ${pathname}`)) ? "notAllowed" : "notFound");
    if (request.method !== "GET" && !isOwnOrigin(request, origins)) return fail("foreignOrigin");
    const body = await readBody(request);
    if (typeof body === "string") return fail(body);
    const secret = readCookie(request);
    const forwarded = trustProxy ? request.headers["x-forwarded-for"] : undefined;
    const address = String(forwarded ?? request.socket.remoteAddress ?? "").split(",")[0]?.trim() ?? "";
    const secure = trustProxy && request.headers["x-forwarded-proto"] === "https";
    return route({ body: body.value, secret, who: secret === "" ? null : await accounts.session(secret), address, secure });
  };

  const send = (response: ServerResponse, { status, json, cookie }: Reply) => {
    response.setHeader("Cache-Control", "no-store");
    if (cookie !== undefined) response.setHeader("Set-Cookie", cookie);
    if (json === undefined) return void response.writeHead(status).end();
    if (status === 429) response.setHeader("Retry-After", String((json as { retryAfter?: number }).retryAfter ?? 1));
    response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(json));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://relay");
    if (pathname.startsWith("/api/")) return send(response, await answer(request, pathname));
    const readOnly = request.method === "GET" || request.method === "HEAD";
    const headers = { etag: request.headers["if-none-match"], accepts: String(request.headers["accept-encoding"] ?? "") };
    if (readOnly && serve && (await serve(decodeURIComponent(pathname), headers, response, request.method === "HEAD"))) return;
    send(response, fail(readOnly ? "notFound" : "notAllowed"));
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      report("request failed", error);
      if (!response.headersSent) send(response, fail(error instanceof URIError || error instanceof TypeError ? "badRequest" : "failed"));
      else response.destroy();
    });
  };
};
