import type { Clock, Instant, Random } from "#domain/clock.ts";
import { DEFINITIONS } from "#domain/entities/registry.ts";
import { CLEAR } from "#domain/policy/lens.ts";
import type { Scope } from "#domain/policy/scope.ts";
import type { CloseReason } from "#domain/protocol/close.ts";
import { leaseOf, type Welcome } from "#domain/protocol/down/welcome.ts";
import { PROTOCOL } from "#domain/protocol/parts.ts";
import type { Hello } from "#domain/protocol/up/hello.ts";
import { err, ok, type Result } from "#domain/result.ts";
import type { Session } from "./connection.ts";
import type { Directory } from "./directory.ts";
import { isToBeEmptied } from "./entrance/devices.ts";
import { countCatchUp, noted, planCatchUp } from "./feed.ts";
import { lensFor } from "./lensed.ts";
import type { Present } from "./presence.ts";
import type { Contact } from "./storage/entrance.ts";
import type { Device, Start, Storage, Token } from "./storage/storage.ts";
import { mayView, VIEWER } from "./viewing.ts";
import { createSecret, hashSecret, type Tokens } from "./tokens.ts";

/** Clocks nearer than this are taken as equal, in milliseconds: the way of the message takes as long. */
const NEAR = 1_000;

interface GreetDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly tokens: Tokens;
  readonly directory: Directory;
  /** Every start of the relay, this one last. */
  readonly starts: readonly Start[];
}

/** What is known of where the device is, of the sign-in it comes with. */
const noteContact = async ({ entrance }: Storage, device: number, { user, session: id }: Token, state: Contact["state"], now: Instant): Promise<void> => {
  const session = id === null ? null : await entrance.session(id);
  if (!session) return;
  const known = await entrance.contact(device);
  const { address, agent } = session;
  await entrance.saveContact({ device, person: user, session: session.id, first: known?.first ?? now, seen: now, address, agent, state });
};

interface Greeting {
  readonly welcome: Welcome;
  readonly session: (way: Pick<Present, "send">) => Session;
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((item) => b.includes(item));

const findDevice = async (storage: Storage, { device, deviceKey }: Hello): Promise<Device | null> => {
  if (device === null || deviceKey === null) return null;
  const known = await storage.device(device);
  return known && known.keyHash === hashSecret(deviceKey) ? known : null;
};

/** A device holds nothing any more, and the sign-in it came with has ended. */
export const emptied = async ({ entrance, giveBack }: Storage, device: number, now: Instant): Promise<void> => {
  await giveBack(device);
  const contact = await entrance.contact(device);
  if (!contact) return;
  if (contact.session !== null) await entrance.dropSession(contact.session);
  await entrance.saveContact({ ...contact, session: null, seen: now, state: "emptied" });
};

/** How long an answer is kept that its device needs no more: a file of its outbox may still be taken in elsewhere. */
const KEEP_ANSWERS = 30 * 86_400_000;

/** The newest position that the device's past and the relay's have in common. */
const commonPosition = (starts: readonly Start[], { start, cursor }: Hello, head: number): number => {
  if (start === undefined || start === null) return cursor <= head ? cursor : 0;
  const at = starts.findIndex(({ id }) => id === start);
  return at < 0 ? 0 : Math.min(cursor, starts[at + 1]?.head ?? head);
};

/**
 * Answers the first message of a connection. A device that cannot prove its number gets a new one and everything from the start:
 * it sees so by the number in the welcome, and makes what it has pending again under the new lease.
 */
export const greet = async (deps: GreetDeps, hello: Hello, head: number): Promise<Result<Greeting, CloseReason>> => {
  const { storage, clock, random, tokens, directory, starts } = deps;
  if (hello.protocol !== PROTOCOL) return err("updateApp");
  const ticket = await tokens.take("ticket", hello.ticket);
  if (!ticket) return err("signInAgain");
  const viewer = ticket.record === null ? null : ticket.user;
  const person = ticket.record ?? ticket.user;
  if (viewer !== null && !mayView(directory, viewer)) return err("forbidden");
  const standing = directory.standing(person);
  if (!standing?.person.active) return err("forbidden");

  const found = viewer === null ? await findDevice(storage, hello) : null;
  // Coming as another device is no way around being emptied.
  if (ticket.session !== null && (await isToBeEmptied(storage, ticket.user, ticket.session, found?.device ?? null))) return err("forbidden");
  const deviceKey = found ? (hello.deviceKey ?? "") : createSecret(random);
  const device = viewer === null ? (found ?? (await storage.addDevice(hashSecret(deviceKey), person))) : { ...VIEWER, person };
  const now = clock.now();
  const off = now - hello.now;

  const wipe = found !== null && (await storage.entrance.contact(found.device))?.state === "wipe";
  if (wipe && (hello.oldest ?? null) === null) {
    await emptied(storage, found.device, now);
    return err("wiped");
  }
  if (viewer === null) await noteContact(storage, device.device, ticket, wipe ? "wipe" : "holding", now);
  const scopes: ReadonlySet<Scope> = wipe ? new Set() : standing.scopes;
  const common = commonPosition(starts, hello, head);
  const cursor = found && common === hello.cursor ? common : 0;
  const claimed = [...new Set(hello.scopes)];
  const given = sameSet(claimed, device.complete) ? device.complete : device.granted;
  const held = cursor === 0 ? [] : claimed.filter((scope) => device.complete.includes(scope));
  const lenses = wipe ? CLEAR : standing.lenses;
  const catchUp = planCatchUp(cursor, held, given, { scopes, lenses });
  const after = noted({ ...device, person, granted: given }, catchUp);
  if (viewer === null && (device.person !== person || !sameSet(after.granted, device.granted) || !sameSet(after.complete, device.complete))) {
    await storage.saveDevice(after);
  }

  if (found && hello.oldest !== undefined) await storage.dropAnswers({ device: found.device, below: hello.oldest }, now - KEEP_ANSWERS);

  const welcome: Welcome = {
    type: "welcome",
    person,
    device: device.device,
    deviceKey,
    used: device.used,
    now,
    head,
    start: starts.at(-1)?.id ?? "",
    common,
    total: wipe ? 0 : await countCatchUp(storage, catchUp, head),
    scopes: [...scopes],
    ...(wipe ? { wipe: 1 as const } : {}),
  };
  const session = (way: Pick<Present, "send">): Session => {
    const made: Session = {
      person,
      viewer,
      device: device.device,
      signIn: ticket.session,
      handingIn: wipe,
      offset: Math.abs(off) < NEAR ? 0 : off,
      older: hello.definitions !== undefined && hello.definitions !== DEFINITIONS,
      scopes,
      lenses,
      catchUp: wipe ? null : catchUp,
      wanted: 0,
      pages: Promise.resolve(),
      watching: new Set(),
      present: {
        user: { id: person, name: standing.name },
        owns: (_doc, client) => leaseOf(client) === device.device,
        lens: (doc) => lensFor(doc, made.lenses),
        send: way.send,
      },
    };
    return made;
  };
  return ok({ welcome, session });
};
