import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import * as v from "valibot";
import type { Random } from "#domain/clock.ts";
import { findEntity } from "#domain/entities/registry.ts";
import { docId, type RecordId } from "#domain/id.ts";
import type { HttpCode } from "#domain/protocol/http-codes.ts";
import type { Accounts, SignedIn } from "./accounts.ts";
import { createCollisions } from "./collisions.ts";
import { adminRoutes } from "./entrance/admin-routes.ts";
import type { Devices } from "./entrance/devices.ts";
import { plainAddress, type From } from "./entrance/from.ts";
import { ownRoutes } from "./entrance/own-routes.ts";
import { passkeyRoutes } from "./entrance/passkey-routes.ts";
import { mayRead } from "./feed.ts";
import { setSecureHeaders } from "./headers.ts";
import { isOwnOrigin, type Origins } from "./origin.ts";
import type { Relay } from "./relay.ts";
import { fail, recordPart, signedIn, text, withBody, type Call, type Reply, type Routes } from "./reply.ts";
import { createStatic } from "./static.ts";
import { issueView } from "./viewing.ts";
import { createSecret, isSecret, LIFETIME } from "./tokens.ts";

const COOKIE = "tidebook_session";
/** Tells a browser that has signed in before from one that has not. It opens nothing, and stays when people sign out. */
const BROWSER_COOKIE = "tidebook_browser";
/** As long as browsers keep a cookie, in seconds; each sign-in begins it anew. */
const BROWSER_LIFETIME = 400 * 86_400;
const MAX_BODY = 16_384;

/** What a device that is to be emptied still needs. */
const HANDING_IN = new Set(["/api/session", "/api/session/passkey", "/api/ticket"]);

/** Browsers take a name with this prefix over HTTPS only, for the whole host and for no other. */
const cookieName = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

const cookieFor = (name: string, secret: string, seconds: number, secure: boolean): string =>
  `${cookieName(name, secure)}=${secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${secret === "" ? 0 : seconds}${secure ? "; Secure" : ""}`;

const readCookie = (request: IncomingMessage, asked: string, secure: boolean): string => {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === cookieName(asked, secure) && value) return value;
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

/** Whether the caller came to the proxy over HTTPS. Without a proxy nobody does. */
export const isSecure = (request: IncomingMessage, trustProxy: boolean): boolean => trustProxy && request.headers["x-forwarded-proto"] === "https";

/** The proxy adds the address it sees to the end of what the caller claims. */
export const fromOf = (request: IncomingMessage, trustProxy: boolean): Omit<From, "browser"> => {
  const forwarded = trustProxy ? String(request.headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() : "";
  return { address: plainAddress(forwarded || (request.socket.remoteAddress ?? "")), agent: (request.headers["user-agent"] ?? "").slice(0, 300) };
};

export interface HttpDeps {
  readonly relay: Relay;
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly random: Random;
  /** Folder of the built app; null serves the interface alone. */
  readonly app: string | null;
  readonly origins: Origins;
  /** Behind a proxy the address and protocol of the caller come from its headers, and only HTTPS is taken. */
  readonly trustProxy: boolean;
  readonly report: (what: string, error: unknown) => void;
}

/** Sign-in, tickets and the built app. */
export const createHttp = ({ relay, accounts, devices, random, app, origins, trustProxy, report }: HttpDeps): RequestListener => {
  const serve = app === null ? null : createStatic(app);

  const ownRecord = async (who: SignedIn, record: RecordId): Promise<boolean> => {
    const [stored] = await relay.storage.documents([docId(record)]);
    const standing = relay.directory.standing(who.id);
    return stored !== undefined && standing !== null && mayRead(stored.scopes, standing.scopes);
  };

  const collisions = createCollisions(relay);

  const routes: Routes = {
    ...ownRoutes({ relay, accounts, devices }),
    ...passkeyRoutes({ relay, accounts }),
    ...adminRoutes({ relay, accounts, devices }),
    "POST /api/view-as": signedIn((call, who) =>
      withBody(v.object({ user: recordPart }), async ({ user }) => {
        const issued = await issueView(relay, who.id, user, who.session.id);
        return issued.ok ? { status: 200, json: { ticket: issued.value, id: user, name: relay.directory.name(user) } } : fail(issued.error);
      })(call),
    ),
    "POST /api/yjs-token": signedIn((call, who) =>
      withBody(v.object({ record: recordPart }), async ({ record }) => {
        if (!(await ownRecord(who, record))) return fail("notFound");
        return { status: 200, json: { token: await relay.tokens.issue("document", who.id, record, who.session.id) } };
      })(call),
    ),
    "POST /api/collisions": signedIn((call, who) =>
      withBody(v.object({ kind: text, text }), async (asked) => {
        const entity = findEntity(asked.kind);
        if (!(await collisions.mayAsk(who.id))) return fail("denied");
        return entity ? { status: 200, json: await collisions.find(entity, asked.text, who.id) } : fail("badRequest");
      })(call),
    ),
    "GET /api/health": async () => ({ status: 200, json: { ok: true } }),
  };

  const answer = async (request: IncomingMessage, pathname: string): Promise<Reply> => {
    const route = routes[`${request.method ?? ""} ${pathname}`];
    if (!route) return fail(Object.keys(routes).some((key) => key.endsWith(` ${pathname}`)) ? "notAllowed" : "notFound");
    const secure = isSecure(request, trustProxy);
    if (trustProxy && !secure && pathname !== "/api/health") return fail("insecure");
    if (request.method !== "GET" && !isOwnOrigin(request, origins)) return fail("foreignOrigin");
    const body = await readBody(request);
    if (typeof body === "string") return fail(body);
    const secret = readCookie(request, COOKIE, secure);
    const browser = readCookie(request, BROWSER_COOKIE, secure);
    const from = { ...fromOf(request, trustProxy), browser: isSecret(browser) ? browser : createSecret(random) };
    const known = secret === "" ? null : await accounts.session(secret, from);
    if (known?.ok && !HANDING_IN.has(pathname) && (await devices.isToBeEmptied(known.value.session))) return fail("denied");
    const page = request.method === "GET" ? null : (request.headers.origin ?? null);
    const call: Call = { body: body.value, who: known?.ok ? known.value : null, barred: known && !known.ok ? known.error : null, from, secure, page };
    const reply = await route(call);
    return reply.cookie ? { ...reply, browser: from.browser } : reply;
  };

  const send = (response: ServerResponse, { status, json, cookie, browser }: Reply, secure: boolean) => {
    setSecureHeaders(response, "data", secure);
    response.setHeader("Cache-Control", "no-store");
    if (cookie !== undefined) response.appendHeader("Set-Cookie", cookieFor(COOKIE, cookie, LIFETIME.session / 1_000, secure));
    if (browser !== undefined) response.appendHeader("Set-Cookie", cookieFor(BROWSER_COOKIE, browser, BROWSER_LIFETIME, secure));
    if (json === undefined) return void response.writeHead(status).end();
    if (status === 429) response.setHeader("Retry-After", String((json as { retryAfter?: number }).retryAfter ?? 1));
    response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" }).end(JSON.stringify(json));
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const secure = isSecure(request, trustProxy);
    const { pathname } = new URL(request.url ?? "/", "http://relay");
    if (pathname.startsWith("/api/")) return send(response, await answer(request, pathname), secure);
    const readOnly = request.method === "GET" || request.method === "HEAD";
    const headers = { etag: request.headers["if-none-match"], accepts: String(request.headers["accept-encoding"] ?? "") };
    setSecureHeaders(response, "app", secure);
    if (readOnly && serve && (await serve(decodeURIComponent(pathname), headers, response, request.method === "HEAD"))) return;
    send(response, fail(readOnly ? "notFound" : "notAllowed"), secure);
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      report("request failed", error);
      if (!response.headersSent) send(response, fail(error instanceof URIError || error instanceof TypeError ? "badRequest" : "failed"), false);
      else response.destroy();
    });
  };
};
