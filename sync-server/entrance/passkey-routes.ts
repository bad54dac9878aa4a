import * as v from "valibot";
import { madePasskey, passkeyId } from "#domain/protocol/passkeys.ts";
import type { Accounts, Who } from "../accounts.ts";
import type { Relay } from "../relay.ts";
import { DONE, fail, problem, signedIn, text, withBody, type Call, type Route, type Routes } from "../reply.ts";
import { createThrottle } from "../throttle.ts";
import { networkOf } from "./from.ts";
import { MOST_PASSKEYS } from "./passkeys.ts";

const again = v.object({ password: text, code: v.optional(v.nullable(text)) });
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

/** Challenges for sign-in that an address may ask for at once, and how fast they are forgotten: an office has one address. */
const ASKED = { free: 300, options: { fade: 500, longest: 60_000 } } as const;

/** What people do about their own passkeys, and the question that one answers at sign-in. */
export const passkeyRoutes = ({ relay, accounts }: { relay: Relay; accounts: Accounts }): Routes => {
  const { passkeys } = accounts;
  const asked = createThrottle(relay.clock, ASKED.free, ASKED.options);

  /** A passkey belongs to the site of the page that asks: a program has none. */
  const onPage =
    <S extends v.GenericSchema>(schema: S, route: (body: v.InferOutput<S>, who: Who, page: string) => ReturnType<Route>): Route =>
    (call: Call) =>
      signedIn(async ({ page }, who) => (page === null ? fail("badRequest") : withBody(schema, (body) => route(body, who, page))(call)))(call);

  return {
    "GET /api/passkeys": signedIn(async (_call, who) => ({ status: 200, json: { most: MOST_PASSKEYS, passkeys: await passkeys.list(who.id) } })),
    "POST /api/passkeys/begin": onPage(again, async ({ password, code }, who, page) => {
      const begun = await accounts.beginPasskey(who, { password, code: code ?? null }, page);
      return begun.ok ? { status: 200, json: { options: begun.value } } : problem(begun.error);
    }),
    "POST /api/passkeys/finish": onPage(v.object({ name, passkey: madePasskey }), async (body, who, page) => {
      const outcome = await passkeys.finish(who.id, who.session.id, body.passkey, body.name, page);
      return outcome === "made" ? DONE : fail(outcome);
    }),
    "POST /api/passkeys/rename": signedIn((call, who) =>
      withBody(v.object({ id: passkeyId, name }), async (body) => ((await passkeys.rename(who.id, body.id, body.name)) ? DONE : fail("notFound")))(call),
    ),
    "POST /api/passkeys/remove": signedIn((call, who) =>
      withBody(v.object({ id: passkeyId }), async ({ id }) => ((await passkeys.remove(who.id, id)) ? DONE : fail("notFound")))(call),
    ),
    "POST /api/session/passkey": async ({ from, page }) => {
      if (page === null) return fail("badRequest");
      const network = networkOf(from.address);
      const wait = asked.wait(network);
      if (wait > 0) return fail("tooManyTries", { retryAfter: Math.ceil(wait / 1_000) });
      asked.tried(network);
      return { status: 200, json: await passkeys.ask(page, network) };
    },
  };
};
