import * as Y from "yjs";
import { expect, it } from "vitest";
import { docId } from "#domain/id.ts";
import { entityOf } from "#domain/entities/registry.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { fieldsOf, loadDocument } from "#domain/record/document.ts";
import { checkPath } from "#domain/record/check-path.ts";
import { createDice } from "#tests/simulation/dice.ts";
import { ANNA, BOSS, createCompany, DEAL } from "../company.ts";
import { proseChange } from "./prose.ts";

const deal = docId(DEAL);
const ROUNDS = 600;

for (const seed of [1, 2, 3, 4]) {
  it(`[G-05] updates with damaged bytes never leave a document that breaks the schema or hangs (seed ${seed})`, async () => {
    const dice = createDice(seed);
    const { device, storage } = await createCompany();
    const [anna, boss] = [await device(ANNA), await device(BOSS)];
    const damage = (bytes: Uint8Array): Uint8Array => {
      const copy = Uint8Array.from(bytes);
      for (let left = 1 + dice.below(3); left > 0; left -= 1) copy[dice.below(copy.length)] = dice.chance(0.5) ? dice.below(256) : 1 << dice.below(8);
      return dice.chance(0.1) ? copy.slice(0, dice.below(copy.length)) : copy;
    };
    let accepted = 0;
    for (let sent = 0; sent < ROUNDS; sent += 50) {
      const make = (): DocChange =>
        dice.chance(0.5) ? proseChange(anna, deal, `text ${sent}`) : anna.edit(deal, { address: `street ${sent}`, subject: `s${sent}`, [`set/contacts/contact/x${sent}`]: 1 });
      const txs = Array.from({ length: 50 }, () => {
        const change = make();
        return { id: anna.keys.next(), docs: [{ ...change, update: damage(change.update) }] };
      });
      anna.send({ type: "push", txs });
      await anna.settled();
      expect(anna.closed).toBeNull();
      accepted += txs.filter(({ id }) => anna.answerTo(id)?.ok).length;
      expect((await anna.push(anna.edit(deal, { budget: String(sent) }))).ok).toBe(true);
    }

    const [stored] = await storage.documents([deal]);
    const doc = loadDocument(deal, stored!.snapshot);
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
    expect([...doc.share.keys()].sort()).toEqual(["fields", "prose/requirement"]);
    for (const [path, value] of fieldsOf(doc)) expect(checkPath(entityOf("opportunity"), null, path, value)).toEqual({ ok: true, value: true });
    expect(fieldsOf(boss.held.get(deal)!.doc).toJSON()).toEqual(fieldsOf(doc).toJSON());
    expect(Y.encodeStateVector(boss.held.get(deal)!.doc)).toEqual(Y.encodeStateVector(doc));
    expect(accepted).toBeLessThan(ROUNDS);
  });
}
