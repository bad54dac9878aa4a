import * as Y from "yjs";
import { expect, it } from "vitest";
import { atOnce } from "#domain/pieces.ts";
import { fieldsOf, loadDocument, proseOf, writeProse } from "#domain/record/document.ts";
import { scanningUpdate } from "#sync-server/gate/scan.ts";
import { scanPlain } from "#sync-server/gate/scan-plain.ts";
import { createDice } from "#tests/simulation/dice.ts";

const GUID = "opportunity/deal";
const PROSES = new Set(["prose/requirement"]);
const VALUES = ["Hafenstraße 3", "海港路", "", 12, -3.5, 2 ** 40, null, 1];

const updateOf = (copy: Y.Doc, change: () => void): Uint8Array => {
  const before = Y.encodeStateVector(copy);
  let made: Uint8Array = new Uint8Array();
  copy.once("update", (update: Uint8Array) => (made = update));
  copy.transact(change);
  return made.length > 0 ? made : Y.encodeStateAsUpdate(copy, before);
};

for (const seed of [1, 2, 3]) {
  it(`[G-05] what is read of an update's bytes alone is what the scan of its structs finds (seed ${seed})`, () => {
    const dice = createDice(seed);
    const relay = loadDocument(GUID, null, 1);
    fieldsOf(relay).set("subject", "Deal");
    writeProse(relay, "requirement", ["one", "two"]);
    const copies = [7, 8, 9].map((client) => loadDocument(GUID, Y.encodeStateAsUpdate(relay), client));
    const damaged = (update: Uint8Array): Uint8Array => {
      const copy = Uint8Array.from(update);
      for (let left = 1 + dice.below(2); left > 0; left -= 1) copy[dice.below(copy.length)] = dice.chance(0.5) ? dice.below(256) : dice.below(12);
      return dice.chance(0.1) ? copy.slice(0, dice.below(copy.length)) : copy;
    };
    const mayUse = (client: number): boolean => client !== 9;
    const plain = { sound: 0, damaged: 0 };
    for (let round = 0; round < 400; round += 1) {
      const copy = copies[dice.below(copies.length)]!;
      const update = updateOf(copy, () => {
        const fields = fieldsOf(copy);
        const path = ["subject", "address", "budget", `set/contacts/contact/x${dice.below(5)}`][dice.below(4)]!;
        if (dice.chance(0.1)) proseOf(copy, "requirement").insert(0, [new Y.XmlElement("paragraph")]);
        else if (dice.chance(0.15)) fields.delete(path);
        else fields.set(path, VALUES[dice.below(VALUES.length)]!);
        if (dice.chance(0.1)) fields.set("owner", "user/a");
      });
      for (const bytes of [update, ...Array.from({ length: 20 }, () => damaged(update))]) {
        const found = scanPlain(relay, bytes, mayUse);
        if (!found) continue;
        plain[bytes === update ? "sound" : "damaged"] += 1;
        expect(atOnce(scanningUpdate(relay, bytes, PROSES, mayUse))).toEqual({ ok: true, value: found });
      }
      Y.applyUpdate(relay, update);
      if (dice.chance(0.5)) Y.applyUpdate(copies[dice.below(copies.length)]!, Y.encodeStateAsUpdate(relay));
    }
    expect(plain.sound).toBeGreaterThan(100);
    expect(plain.damaged).toBeGreaterThan(100);
  });
}
