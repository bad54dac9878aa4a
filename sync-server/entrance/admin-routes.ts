import * as v from "valibot";
import type { Accounts } from "../accounts.ts";
import type { Relay } from "../relay.ts";
import { DONE, fail, problem, recordPart, signedIn, text, withBody, type Route, type Routes } from "../reply.ts";
import { ANYWHERE } from "../storage/entrance.ts";
import type { Devices } from "./devices.ts";
import { isHours, isNetwork } from "./restrictions.ts";

const user = v.object({ user: recordPart });
const hours = v.pipe(v.object({ days: v.pipe(v.array(v.number()), v.maxLength(7)), from: text, to: text }), v.check((one) => isHours(one)));
const restriction = v.object({
  user: recordPart,
  hours: v.pipe(v.array(hours), v.maxLength(20)),
  networks: v.pipe(v.array(v.pipe(text, v.trim(), v.check(isNetwork))), v.maxLength(100)),
  devices: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(50))),
  mobile: v.boolean(),
});
const logPage = v.object({ before: v.nullable(v.pipe(v.number(), v.safeInteger())), older: v.boolean() });

/** What administrators do about everybody's accounts. */
export const adminRoutes = ({ relay, accounts, devices }: { relay: Relay; accounts: Accounts; devices: Devices }): Routes => {
  const { storage } = relay;
  const admin = (route: Route): Route => signedIn(async (call, who) => (accounts.isAdmin(who.id) ? route(call) : fail("denied")));

  const list: Route = async () => {
    const people = await storage.ofKind("user");
    const invitations = await storage.invitations(relay.clock.now());
    const passkeys = await accounts.passkeys.counts();
    const lines = people.map(async ({ row }) => {
      const [credential, factor, limits, known] = await Promise.all([
        storage.credential(row.id),
        accounts.factors.state(row.id),
        accounts.restrictions.of(row.id),
        storage.entrance.knownDevices(row.id),
      ]);
      return {
        user: row.id,
        password: credential === null ? "none" : credential.mustChange ? "oneTime" : "own",
        invited: invitations.get(row.id) ?? null,
        secondFactor: factor.on,
        passkeys: passkeys.get(row.id) ?? 0,
        ...(limits ?? ANYWHERE),
        known,
      };
    });
    return { status: 200, json: await Promise.all(lines) };
  };

  return {
    "GET /api/accounts": admin(list),
    "POST /api/accounts/reset": signedIn((call, who) =>
      withBody(user, async (body) => {
        const result = await accounts.reset(who.id, body.user);
        return result.ok ? { status: 200, json: { password: result.value } } : problem(result.error);
      })(call),
    ),
    "POST /api/accounts/invite": signedIn((call, who) =>
      withBody(user, async (body) => {
        const result = await accounts.invite(who.id, body.user);
        return result.ok ? { status: 200, json: result.value } : problem(result.error);
      })(call),
    ),
    "POST /api/accounts/second-factor/remove": admin(
      withBody(user, async (body) => {
        await accounts.factors.remove(body.user);
        return DONE;
      }),
    ),
    "POST /api/accounts/passkeys/remove": admin(
      withBody(user, async (body) => {
        await accounts.passkeys.removeAll(body.user);
        return DONE;
      }),
    ),
    "POST /api/accounts/restrict": admin(
      withBody(restriction, async ({ user: id, ...limits }) => {
        if (!relay.directory.standing(id)) return fail("notFound");
        await accounts.restrictions.save(id, limits);
        // Whoever is connected signs in again, and is asked where from.
        if (limits.devices !== null || !limits.mobile) relay.cut(id);
        return DONE;
      }),
    ),
    "POST /api/accounts/known-devices/forget": admin(
      withBody(v.object({ user: recordPart, id: text }), async ({ user: person, id }) => {
        if (!(await storage.entrance.forgetDevice(person, id))) return fail("notFound");
        if (((await accounts.restrictions.of(person))?.devices ?? null) !== null) relay.cut(person);
        return DONE;
      }),
    ),
    "POST /api/accounts/log": admin(withBody(logPage, async ({ before, older }) => ({ status: 200, json: await accounts.log.page(before, older) }))),
    "GET /api/accounts/devices": signedIn(async (_call, who) =>
      accounts.isAdmin(who.id) ? { status: 200, json: await devices.list(null, who.session.id) } : fail("denied"),
    ),
    "POST /api/accounts/devices/revoke": admin(withBody(v.object({ id: text }), async ({ id }) => ((await devices.revoke(id, null)) ? DONE : fail("notFound")))),
    "POST /api/accounts/devices/wipe": admin(withBody(v.object({ id: text }), async ({ id }) => ((await devices.wipe(id)) ? DONE : fail("notFound")))),
  };
};
