import * as Y from "yjs";
import { createKeySource, docId } from "#domain/id.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { CLIENT_IDS } from "#domain/protocol/down/welcome.ts";
import { fieldsOf, loadDocument } from "#domain/record/document.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { ANNA, BEN, BOSS, COMPANY, createCompany, DEAL, PUMP } from "#tests/unit/sync-server/company.ts";
import { createMemoryStorage } from "#sync-server/storage/memory.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { proseChange } from "#tests/unit/sync-server/gate/prose.ts";
import { damaged, grammatical } from "./updates.ts";

const deal = docId(DEAL);

/** Frames between two edits of the honest client. */
const ROUND = 1_000;
/** Of them, so many are sent before the relay has its turn. */
const TOGETHER = 200;

export interface Siege {
  readonly sent: number;
  readonly accepted: number;
  readonly refused: number;
  readonly closed: number;
  readonly edits: number;
  /** A number that follows from every frame sent: the same seed gives the same. */
  readonly sum: number;
}

export interface Besieging {
  readonly seed: number;
  readonly frames: number;
  /** Told how many have been sent. */
  readonly round?: (sent: number) => void | Promise<void>;
  /** False: the same honest edits at the same counts, and no frame is sent. What this costs is not the frames' doing. */
  readonly hostile?: boolean;
}

/**
 * Sends malformed frames of one seed to a relay in this process, while an honest client edits the record that they aim at.
 * Throws where an honest edit is refused, or where honest devices and storage part in the end.
 */
export const besiege = async ({ seed, frames, round = () => undefined, hostile = true }: Besieging): Promise<Siege> => {
  const dice = createDice(seed);
  const honestDice = dice.fork("honest");
  const storage = createMemoryStorage();
  const records = COMPANY.map((record) => (record.id === DEAL ? { ...record, values: { ...record.values, [`set/sharedWith/${BEN}`]: 1 } } : record));
  const { device, clock, relay } = await createCompany(storage, records);
  const [anna, boss, mallory] = [await device(ANNA), await device(BOSS), await device(BEN)];
  const clients = [mallory.client(), mallory.client(), anna.client(), 1, 0, 77 * CLIENT_IDS];
  const keys = createKeySource(clock, dice.fork("keys"));
  const tally = { sent: 0, accepted: 0, refused: 0, closed: 0, edits: 0, sum: 0 };

  const honest = (by: RawDevice) => (honestDice.chance(0.3) ? proseChange(by, deal, `text ${tally.edits % 10}`) : by.edit(deal, { address: `street ${tally.edits}`, budget: String(tally.edits) }));
  let material = [honest(mallory), honest(mallory), honest(mallory), honest(mallory)];

  const updateOf = (): Uint8Array => (dice.chance(0.6) ? grammatical(dice, clients) : damaged(dice, dice.pick(material).update, dice.pick(material).update));

  const frameOf = (): Uint8Array => {
    const change = dice.pick(material);
    const id = keys.next();
    const tx = { id, docs: [{ ...change, doc: dice.chance(0.95) ? change.doc : docId(PUMP), update: updateOf() }] };
    return encodeFrame({ type: "push", txs: [tx] });
  };

  const strayOf = (): Uint8Array => {
    const whole = frameOf();
    const others = [whole, encodeFrame({ type: "watch", docs: [deal] }), encodeFrame({ type: "presence", doc: deal, update: dice.bytes(20) }), encodeFrame({ type: "more", cursor: 0 })];
    return damaged(dice, dice.pick(others), whole);
  };

  const count = (): void => {
    for (const message of mallory.received.splice(0)) {
      if (message.type !== "answers") continue;
      for (const answer of message.answers) tally[answer.ok ? "accepted" : "refused"] += 1;
    }
  };

  const send = (bytes: Uint8Array, to: (bytes: Uint8Array) => void): void => {
    for (const one of bytes) tally.sum = (Math.imul(tally.sum, 31) + one) >>> 0;
    to(bytes);
    tally.sent += 1;
  };

  /** Somebody who has not signed in. A connection that is closed is over, as that of a socket is. */
  const stranger = (bytes: Uint8Array): void => {
    const close = () => {
      tally.closed += 1;
      queueMicrotask(receiver.closed);
    };
    const receiver = relay.accept({ send: () => undefined, close, waiting: () => 0 });
    receiver.receive(bytes);
  };

  const attack = async (): Promise<void> => {
    for (let left = TOGETHER; left > 2 && tally.sent < frames - 2; left -= 1) {
      if (dice.chance(0.1)) send(strayOf(), stranger);
      else send(frameOf(), mallory.send);
    }
    await mallory.settled();
    count();
    // Whole frames that are damaged mostly end the connection: one of them, last.
    send(strayOf(), mallory.send);
    if (tally.sent < frames) send(strayOf(), stranger);
    await mallory.settled();
    count();
    if (mallory.closed === null) return;
    tally.closed += 1;
    await mallory.connect(BEN);
  };

  while (tally.sent < frames) {
    if (hostile) for (let left = ROUND / TOGETHER; left > 0 && tally.sent < frames; left -= 1) await attack();
    else tally.sent = Math.min(frames, tally.sent + ROUND);
    const answer = await anna.push(honest(anna));
    if (!answer.ok) throw new Error(`seed ${seed}: after ${tally.sent} frames an honest edit was refused: ${JSON.stringify(answer.refusal)}`);
    tally.edits += 1;
    material = [honest(mallory), honest(mallory), honest(mallory), honest(mallory)];
    clock.pass(1_000);
    for (const one of [anna, boss]) one.received.splice(0);
    await storage.dropAnswers("all", clock.now());
    await round(tally.sent);
  }

  const [stored] = await storage.documents([deal]);
  const kept = stored ? loadDocument(deal, stored.snapshot) : null;
  const stands = JSON.stringify(kept && fieldsOf(kept).toJSON());
  for (const one of [anna, boss]) {
    const held = one.held.get(deal)?.doc;
    if (one.closed !== null || !kept || !held) throw new Error(`seed ${seed}: an honest device was cut off`);
    if (JSON.stringify(fieldsOf(held).toJSON()) !== stands || String(Y.encodeStateVector(held)) !== String(Y.encodeStateVector(kept))) throw new Error(`seed ${seed}: devices and storage part`);
    if (held.store.pendingStructs ?? held.store.pendingDs) throw new Error(`seed ${seed}: something is pending`);
  }
  return tally;
};
