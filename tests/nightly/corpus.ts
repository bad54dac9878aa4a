import { docId, recordId, type DocId } from "#domain/id.ts";
import type { Values } from "#domain/record/change.ts";
import { encodeFrame } from "#domain/protocol/frame.ts";
import { leaseOf } from "#domain/protocol/down/welcome.ts";
import { byte, claiming, deleted, field, nothingDeleted, number, structs, text, value, written } from "#tests/contracts/hostile/bytes.ts";
import { clockWithoutNumber, deepEmbed, elements, formats, lettersDeleted, paragraph, paragraphsInOnePlace, pictures, REQUIREMENT } from "#tests/contracts/hostile/costly.ts";
import { proseChange } from "#tests/unit/sync-server/gate/prose.ts";
import { ACME, BEN, DEAL, PUMP } from "#tests/unit/sync-server/company.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";

const deal = docId(DEAL);

const pushTo = (by: RawDevice, doc: DocId, update: Uint8Array, path = REQUIREMENT): Uint8Array =>
  encodeFrame({ type: "push", txs: [{ id: by.keys.next(), docs: [claiming(by, doc, update, { [path]: path === REQUIREMENT ? null : "x" })] }] });

const push = (by: RawDevice, update: Uint8Array, path = REQUIREMENT): Uint8Array => pushTo(by, deal, update, path);

/** A new record that `by` may write as they like, with `values` besides what it needs. */
const fresh = (by: RawDevice, kind: "opportunity" | "order", values: Values = {}): readonly [id: DocId, frame: Uint8Array] => {
  const doc = docId(recordId(kind, by.keys.next()));
  const change = by.edit(doc, { subject: "New", customer: ACME, owner: BEN, created: { by: BEN, at: 1 }, ...(kind === "opportunity" ? { stage: "prospecting" } : {}), ...values });
  return [doc, encodeFrame({ type: "push", txs: [{ id: by.keys.next(), docs: [change] }] })];
};

/** As many lines as a transaction holds, by the keys of the lines. */
const lines = (keys: readonly string[], figure: string, all: boolean): Values =>
  Object.fromEntries(
    keys.flatMap((key) => {
      const line = `line/lines/${key}`;
      const figures = ["quantity", "unitPrice", "discount", "deliveredQuantity", "remark"].map((name) => [`${line}/${name}`, figure] as const);
      return all ? [[line, { by: BEN, at: 1 }] as const, [`${line}/product`, PUMP] as const, ...figures] : figures;
    }),
  );

/** A record whose requirement has grown over many updates as far as it may: `each` makes the next of `count`, of so many structs. */
const grown = (by: RawDevice, count: number, structs: number, each: (client: number, count: number, from: number) => Uint8Array): readonly Uint8Array[] => {
  const [doc, frame] = fresh(by, "opportunity");
  const client = by.client();
  const whole = Array.from({ length: count }, (_, at) => pushTo(by, doc, each(client, structs, at * structs)));
  return [frame, ...whole, pushTo(by, doc, written((to) => {
    number(to, 0);
    deleted(to, client, [[0, count * structs]]);
  }))];
};

/** Frames that cost the most for what they are, each made anew for a device that may write the deal. */
export const CORPUS: readonly (readonly [what: string, make: (by: RawDevice) => Uint8Array | readonly Uint8Array[]])[] = [
  ["a frame of 150,000 values", () => encodeFrame({ type: "watch", docs: Array.from({ length: 149_000 }, () => 0) })],
  ["a push whose changes fill a frame", (by) => encodeFrame({ type: "push", txs: Array.from({ length: 5 }, () => ({ id: by.keys.next(), docs: [claiming(by, deal, new Uint8Array(10), Object.fromEntries(Array.from({ length: 3_900 }, (_, at) => [`x${at}`, null])))] })) })],
  ["a push of as many changes as are taken", (by) => encodeFrame({ type: "push", txs: Array.from({ length: 3 }, () => ({ id: by.keys.next(), docs: [claiming(by, deal, new Uint8Array(10), Object.fromEntries(Array.from({ length: 3_300 }, (_, at) => [`x${at}`, null])))] })) })],
  ["as many structs as are taken, each of a field", (by) => push(by, written((to) => {
    structs(to, 4_990, by.client(), 0);
    for (let left = 4_990; left > 0; left -= 1) field(to, `address${left}`, "x");
    nothingDeleted(to);
  }))],
  ["as many elements as are taken", (by) => push(by, elements(by.client(), 1_990))],
  ["as many elements as are taken, each in the last but some", (by) => {
    const client = by.client();
    return push(by, written((to) => {
      structs(to, 1_990, client, 0);
      paragraph(to);
      for (let at = 1; at < 1_990; at += 1) {
        byte(to, 7 | 128 | 64);
        number(to, client);
        number(to, 0);
        number(to, client);
        number(to, at % 7 === 0 ? 0 : at - 1);
        number(to, 6);
      }
      nothingDeleted(to);
    }));
  }],
  ["thousands of letters deleted one by one", (by) => push(by, lettersDeleted(by.client(), 7_900))],
  ["an update of a quarter mebibyte of empty bytes", (by) => push(by, new Uint8Array(262_144))],
  ["an update of ten thousand structs", (by) => push(by, written((to) => {
    structs(to, 9_900, by.client(), 0);
    for (let left = 9_900; left > 0; left -= 1) field(to, "address", "x");
    nothingDeleted(to);
  }), "address")],
  ["more structs than are taken", (by) => push(by, written((to) => {
    structs(to, 80_000, by.client(), 0);
    for (let left = 80_000; left > 0; left -= 1) {
      byte(to, 0);
      number(to, 1);
    }
    nothingDeleted(to);
  }))],
  ["twenty thousand deletes over each other", (by) => push(by, written((to) => {
    const client = by.client();
    structs(to, 9_000, client, 0);
    for (let left = 9_000; left > 0; left -= 1) paragraph(to);
    deleted(to, client, Array.from({ length: 19_000 }, () => [0, 9_000]));
  }))],
  ["paragraphs of two writers in one place", (by) => push(by, paragraphsInOnePlace([by.client(), by.client()], 4_500))],
  ["as many comparisons as are taken", (by) => push(by, paragraphsInOnePlace([by.client(), by.client()], 95))],
  ["formats of many kinds", (by) => push(by, formats(by.client(), 5_000, (at) => `format ${at}`, "kept"))],
  ["as many formats as are taken, all deleted", (by) => push(by, formats(by.client(), 950, (at) => `f${at % 60}`, "deleted"))],
  ["an embed nested a hundred thousand deep", (by) => push(by, deepEmbed(by.client(), 100_000))],
  ["a value nested a hundred thousand deep", (by) => push(by, written((to) => {
    structs(to, 1, by.client(), 0);
    byte(to, 8 | 32);
    number(to, 1);
    text(to, "fields");
    text(to, "address");
    number(to, 1);
    for (let left = 100_000; left > 0; left -= 1) {
      byte(to, 117);
      number(to, 1);
    }
    value(to, null);
    nothingDeleted(to);
  }), "address")],
  ["a clock that is no number", (by) => push(by, clockWithoutNumber(by.client()), "address")],
  ["a paragraph of two hundred thousand letters", (by) => encodeFrame({ type: "push", txs: [{ id: by.keys.next(), docs: [proseChange(by, deal, "x".repeat(200_000))] }] })],
  ["two hundred transactions of the same large record", (by) => encodeFrame({ type: "push", txs: Array.from({ length: 200 }, (_, at) => ({ id: by.keys.next(), docs: [by.edit(deal, { address: `street ${at}` })] })) })],
  ["fifty new records at once", (by) => encodeFrame({ type: "push", txs: [{ id: by.keys.next(), docs: Array.from({ length: 50 }, (_, at) => by.edit(docId(recordId("customer", `n${leaseOf(by.client())}x${at}x${by.received.length}`)), { name: "New", owner: BEN, created: { by: BEN, at: 1 }, remarks: "x".repeat(15_000) })) }] })],
  ["an order of as many lines as one transaction holds, and every figure of it changed", (by) => {
    const keys = Array.from({ length: 560 }, () => by.keys.next());
    const [doc, frame] = fresh(by, "order", lines(keys, "1", true));
    const client = by.client();
    const again = by.edit(doc, lines(keys, "2", false), { client });
    return [frame, encodeFrame({ type: "push", txs: [{ id: by.keys.next(), docs: [again] }] })];
  }],
  ["elements until a record is full, all deleted at once", (by) => grown(by, 5, 1_990, elements)],
  ["a text of as many pieces as are taken, all deleted at once", (by) => grown(by, 2, 1_990, pictures)],
  ["a hundred records to watch", () => encodeFrame({ type: "watch", docs: Array.from({ length: 100 }, (_, at) => docId(recordId("customer", `none-${at}`))) })],
  ["history", () => encodeFrame({ type: "askHistory", request: 1, record: ACME, before: null, limit: 200 })],
];
