import * as v from "valibot";
import type { Accounts, Who } from "../accounts.ts";
import { shownPasskey } from "#domain/protocol/passkeys.ts";
import { DONE, fail, problem, signedIn, text, withBody, type Routes } from "../reply.ts";
import { createThrottle } from "../throttle.ts";
import type { Relay } from "../relay.ts";
import { networkOf } from "./from.ts";
import type { Devices } from "./devices.ts";

const credentials = v.object({ account: text, password: text, code: v.optional(v.nullable(text)) });
const passkey = v.object({ attempt: text, passkey: shownPasskey });
const passwords = v.object({ current: text, next: text });
const invitation = v.object({ secret: text, password: v.optional(text) });
const deviceProof = v.object({ device: v.pipe(v.number(), v.safeInteger()), key: text });

/** What people do about their own account: coming in, going out, password, second factor, devices. */
export const ownRoutes = ({ relay, accounts, devices }: { relay: Relay; accounts: Accounts; devices: Devices }): Routes => {
  const asked = createThrottle(relay.clock, 60, { fade: 1_000 });
  const end = async ({ id, session }: Who): Promise<void> => {
    await accounts.signOut(session.id);
    relay.cut(id, session.id);
  };
  return {
    "POST /api/session": withBody(v.union([credentials, passkey]), async (body, { from, who, page }) => {
      if ("passkey" in body && page === null) return fail("badRequest");
      const result =
        "passkey" in body ? await accounts.signInByPasskey(body.attempt, body.passkey, page ?? "", from) : await accounts.signIn(body.account, body.password, from, body.code ?? null);
      if (!result.ok) return problem(result.error);
      // The browser has one cookie: what it had before opens nothing any more.
      if (who) await end(who);
      const { secret, ...me } = result.value;
      return { status: 200, json: me, cookie: secret };
    }),
    "GET /api/session": signedIn(async (_call, { id, name, mustChange }) => ({ status: 200, json: { id, name, mustChange } }), true),
    "DELETE /api/session": async ({ who }) => {
      if (who) {
        await devices.signedOut(who.session);
        await end(who);
      }
      return { ...DONE, cookie: "" };
    },
    "POST /api/ticket": signedIn(async ({ from }, who) => {
      const retryAfter = accounts.countTicket(who.id, from);
      if (retryAfter > 0) return fail("tooManyTries", { retryAfter });
      const fresh = await accounts.sessions.rotate(who.session);
      const ticket = await relay.tokens.issue("ticket", who.id, null, who.session.id);
      return { status: 200, json: { ticket }, ...(fresh === null ? {} : { cookie: fresh }) };
    }),
    "POST /api/password": signedIn(
      (call, who) =>
        withBody(passwords, async ({ current, next }, { from }) => {
          const result = await accounts.changePassword(who.id, current, next, from);
          return result.ok ? { ...DONE, cookie: result.value } : problem(result.error);
        })(call),
      true,
    ),
    "POST /api/invitation": withBody(invitation, async ({ secret, password }, { from }) => {
      const result = password === undefined ? await accounts.invited(secret, from) : await accounts.acceptInvitation(secret, password, from);
      return result.ok ? { status: 200, json: result.value } : problem(result.error);
    }),

    "GET /api/second-factor": signedIn(async (_call, who) => ({ status: 200, json: await accounts.factors.state(who.id) })),
    "POST /api/second-factor": signedIn((call, who) =>
      withBody(v.object({ password: text }), async ({ password }) => {
        const result = await accounts.beginSecondFactor(who.id, password);
        return result.ok ? { status: 200, json: result.value } : problem(result.error);
      })(call),
    ),
    "POST /api/second-factor/confirm": signedIn((call, who) =>
      withBody(v.object({ code: text }), async ({ code }) => {
        const result = await accounts.confirmSecondFactor(who.id, code);
        return result.ok ? { status: 200, json: { recovery: result.value } } : problem(result.error);
      })(call),
    ),
    "POST /api/second-factor/remove": signedIn((call, who) =>
      withBody(v.object({ password: text, code: text }), async ({ password, code }) => {
        const result = await accounts.removeSecondFactor(who.id, password, code);
        return result.ok ? DONE : problem(result.error);
      })(call),
    ),

    "GET /api/devices": signedIn(async (_call, who) => ({ status: 200, json: await devices.list(who.id, who.session.id) })),
    "POST /api/devices/revoke": signedIn((call, who) =>
      withBody(v.object({ id: text }), async ({ id }) => ((await devices.revoke(id, who.id)) ? DONE : fail("notFound")))(call),
    ),
    "POST /api/devices/revoke-others": signedIn(async (_call, who) => {
      await devices.revokeOthers(who.id, who.session.id);
      return DONE;
    }),
    // Asked by a device whose session has ended: its key is the proof.
    "POST /api/device": withBody(deviceProof, async ({ device, key }, { from }) => {
      const network = networkOf(from.address);
      const wait = asked.wait(network);
      if (wait > 0) return fail("tooManyTries", { retryAfter: Math.ceil(wait / 1_000) });
      asked.tried(network);
      return { status: 200, json: { wipe: await devices.mustEmpty(device, key) } };
    }),
  };
};
