import * as Y from "yjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docId, recordId } from "#domain/id.ts";
import { RELAY_CLIENT_ID } from "#domain/protocol/down/welcome.ts";
import type { DocChange } from "#domain/protocol/up/push.ts";
import { loadDocument, proseOf } from "#domain/record/document.ts";
import { ACME, ANNA, BEN, DEAL } from "#tests/unit/sync-server/company.ts";
import type { RawDevice } from "#tests/unit/sync-server/raw-device.ts";
import { createArena, type Arena } from "./arena.ts";
import { byte, claiming, deleted, field, forge, noNumber, nothingDeleted, number, overlong, set, structs, text, value, written, type Encoder } from "./bytes.ts";
import { clockWithoutNumber, deepEmbed, elements, formats, lettersDeleted, paragraph, paragraphsInOnePlace, pictures, REQUIREMENT } from "./costly.ts";

const deal = docId(DEAL);

let arena: Arena;
let ben: RawDevice;

beforeAll(async () => {
  arena = await createArena();
  ben = await arena.device(BEN);
});

afterAll(() => arena.close());

type Act = () => DocChange | Promise<DocChange>;
type Attack = readonly [rule: string, what: string, act: Act, code: string, reason: string];

const address = (update: Uint8Array): DocChange => claiming(ben, deal, update, { address: "forged" });
const prose = (update: Uint8Array): DocChange => claiming(ben, deal, update, { [REQUIREMENT]: null });
const both = (update: Uint8Array): DocChange => claiming(ben, deal, update, { address: "forged", [REQUIREMENT]: null });

/** A letter at the start of the requirement, with the head of its struct given. */
const letter = (to: Encoder, info: number, origins: readonly (readonly [client: number, clock: number])[] = []) => {
  byte(to, info);
  for (const [client, clock] of origins) {
    number(to, client);
    number(to, clock);
  }
  if (origins.length === 0) {
    number(to, 1);
    text(to, REQUIREMENT);
  }
  text(to, "x");
};

const nested = (root: string, type: () => unknown): Act => () =>
  both(forge(ben, deal, ben.client(), (copy) => (root === "fields" ? set("address", type())(copy) : proseOf(copy, "requirement").insert(0, [type() as Y.XmlText]))));

/** Anna's next struct as the relay expects it, in Ben's name for it. */
const annasNext = async (): Promise<{ readonly client: number; readonly clock: number }> => {
  const anna = await arena.device(ANNA);
  const client = anna.client();
  expect((await anna.push(anna.edit(deal, { budget: "1" }, { client }))).ok).toBe(true);
  return { client, clock: 1 };
};

const OWNERSHIP: readonly Attack[] = [
  ["G-03", "forged structs under another's client id, to burn its clock", async () => {
    const { client, clock } = await annasNext();
    return address(written((to) => {
      structs(to, 1, client, clock);
      field(to, "address", "forged");
      nothingDeleted(to);
    }));
  }, "malformed", "foreignClient"],
  ["G-03", "the 13-byte struct that moves another's clock to 2^45", async () => {
    const { client, clock } = await annasNext();
    return address(written((to) => {
      structs(to, 1, client, clock);
      byte(to, 0);
      number(to, 2 ** 45);
      nothingDeleted(to);
    }));
  }, "malformed", "foreignClient"],
  ["G-05", "the same struct under one's own client id", () => address(written((to) => {
    structs(to, 1, ben.client(), 0);
    byte(to, 0);
    number(to, 2 ** 45);
    nothingDeleted(to);
  })), "tooLarge", "tooManyStructs"],
  ["G-03", "structs under the relay's client id", () => address(written((to) => {
    const clock = Y.decodeStateVector(Y.encodeStateVector(ben.held.get(deal)!.doc)).get(RELAY_CLIENT_ID) ?? 0;
    structs(to, 1, RELAY_CLIENT_ID, clock);
    field(to, "address", "forged");
    nothingDeleted(to);
  })), "malformed", "foreignClient"],
];

const DEPENDENCIES: readonly Attack[] = [
  ["G-04", "a struct whose predecessors come later", () => {
    const client = ben.client();
    return address(written((to) => {
      structs(to, 1, client, 5);
      field(to, "address", "forged");
      nothingDeleted(to);
    }));
  }, "stale", "gap"],
  ["G-05", "a struct that hangs on a neighbour that comes later", () => prose(written((to) => {
    structs(to, 1, ben.client(), 0);
    letter(to, 4 | 128, [[ben.client(), 3]]);
    nothingDeleted(to);
  })), "stale", "unknownPlace"],
  ["G-05", "a gap struct that hides what is missing", () => {
    const client = ben.client();
    return address(written((to) => {
      structs(to, 2, client, 0);
      byte(to, 10);
      number(to, 3);
      field(to, "address", "forged");
      nothingDeleted(to);
    }));
  }, "malformed", "skip"],
  ["G-08", "a delete of what comes later", () => {
    const client = ben.client();
    return address(written((to) => {
      structs(to, 1, client, 0);
      field(to, "address", "forged");
      deleted(to, client, [[1, 40]]);
    }));
  }, "stale", "unknownDelete"],
  ["G-05", "an item between neighbours of two different texts", () => {
    const client = ben.client();
    return prose(written((to) => {
      structs(to, 5, client, 0);
      for (const at of [0, 1]) {
        paragraph(to);
        byte(to, 4);
        number(to, 0);
        number(to, client);
        number(to, at * 2);
        text(to, "a");
      }
      letter(to, 4 | 128 | 64, [[client, 1], [client, 3]]);
      nothingDeleted(to);
    }));
  }, "stale", "unknownPlace"],
];

const CONTENT: readonly Attack[] = [
  ["G-06", "an unknown root", () => both(forge(ben, deal, ben.client(), (copy) => void copy.getMap("hidden").set("x", 1))), "malformed", "unknownRoot"],
  ["G-06", "a text beside the fields", () => both(forge(ben, deal, ben.client(), (copy) => copy.getText("requirement").insert(0, "x"))), "malformed", "unknownRoot"],
  ["G-07", "a nested map in fields", nested("fields", () => new Y.Map([["x", 1]])), "malformed", "fieldContent"],
  ["G-07", "a document in fields", nested("fields", () => new Y.Doc({ guid: "inside" })), "malformed", "fieldContent"],
  ["G-07", "bytes in fields", nested("fields", () => Uint8Array.of(1, 2, 3)), "malformed", "fieldContent"],
  ["G-07", "a hook in prose", nested("prose", () => new Y.XmlHook("script")), "malformed", "proseContent"],
  ["G-07", "a document in prose", nested("prose", () => new Y.Doc({ guid: "inside" })), "malformed", "proseContent"],
  ["G-07", "an embed nested sixty thousand deep, which can be read and never be written again", () => prose(deepEmbed(ben.client(), 60_000)), "malformed", "proseContent"],
  ["G-07", "a number in prose that JSON cannot hold", () => prose(forge(ben, deal, ben.client(), (copy) => {
    const paragraph = new Y.XmlElement("paragraph");
    proseOf(copy, "requirement").insert(0, [paragraph]);
    paragraph.setAttribute("size", 1n as unknown as string);
  })), "malformed", "proseContent"],
  ["G-07", "an object with a prototype of its own", () => address(written((to) => {
    structs(to, 1, ben.client(), 0);
    byte(to, 8 | 32);
    number(to, 1);
    text(to, "fields");
    text(to, "address");
    number(to, 1);
    byte(to, 118);
    number(to, 1);
    text(to, "__proto__");
    value(to, { by: "user/anna", at: 1 });
    nothingDeleted(to);
  })), "malformed", "fieldContent"],
  ["G-09", "a value that is inserted and deleted, under other words", () => both(forge(ben, deal, ben.client(), (copy) => {
    set("subject", "SECRET")(copy);
    copy.getMap("fields").delete("subject");
    proseOf(copy, "requirement").insert(0, [new Y.XmlText("x")]);
    set("address", "forged")(copy);
  })), "malformed", "disagrees"],
];

const NUMBERS: readonly Attack[] = [
  ["G-05", "seven bytes that ask for 230 MB", () => address(Uint8Array.of(1, 255, 255, 255, 127, 0, 0)), "malformed", "undecodable"],
  ["G-05", "a list of four thousand million values in ten bytes", () => address(Uint8Array.of(1, 1, 1, 0, 40, 255, 255, 255, 255, 255, 15)), "malformed", "undecodable"],
  ["G-05", "a clock written so long that it is no number", () => address(clockWithoutNumber(ben.client())), "malformed", "undecodable"],
  ["G-05", "a neighbour whose clock is no number", () => prose(written((to) => {
    structs(to, 1, ben.client(), 0);
    byte(to, 4 | 128);
    number(to, RELAY_CLIENT_ID);
    noNumber(to);
    text(to, "x");
    nothingDeleted(to);
  })), "malformed", "undecodable"],
  ["G-05", "a delete whose clock is no number", () => address(written((to) => {
    number(to, 0);
    number(to, 1);
    number(to, RELAY_CLIENT_ID);
    number(to, 1);
    noNumber(to);
    number(to, 1);
  })), "malformed", "undecodable"],
  ["G-03", "the relay's client id written as 81 00", () => address(written((to) => {
    number(to, 1);
    number(to, 1);
    overlong(to, RELAY_CLIENT_ID);
    overlong(to, 0);
    field(to, "address", "forged");
    nothingDeleted(to);
  })), "malformed", "foreignClient"],
  ["G-04", "a used clock written as 80 00", async () => {
    const client = ben.client();
    expect((await ben.push(ben.edit(deal, { budget: "2" }, { client }))).ok).toBe(true);
    return address(written((to) => {
      number(to, 1);
      number(to, 1);
      number(to, client);
      overlong(to, 0);
      field(to, "address", "forged");
      nothingDeleted(to);
    }));
  }, "malformed", "usedClock"],
  ["G-06", "a root named through the flag 82 00, which is neither yes nor no", () => address(written((to) => {
    structs(to, 1, ben.client(), 0);
    byte(to, 8 | 32);
    overlong(to, 2);
    text(to, "fields");
    text(to, "address");
    number(to, 1);
    value(to, "forged");
    nothingDeleted(to);
  })), "malformed", "undecodable"],
];

const WORK: readonly (readonly [what: string, act: Act, code: string, reason: string])[] = [
  ["seven thousand deletes of the same four thousand letters", () => {
    const client = ben.client();
    return prose(written((to) => {
      structs(to, 1, client, 0);
      byte(to, 4);
      number(to, 1);
      text(to, REQUIREMENT);
      text(to, "x".repeat(4_000));
      deleted(to, client, Array.from({ length: 7_000 }, () => [0, 4_000]));
    }));
  }, "malformed", "undecodable"],
  ["three thousand letters deleted one by one out of their text", () => prose(lettersDeleted(ben.client(), 3_000)), "tooLarge", "tooMuchWork"],
  ["more elements than are taken", () => prose(elements(ben.client(), 2_100)), "tooLarge", "tooManyStructs"],
  ["paragraphs of two writers that all want the same place", () => prose(paragraphsInOnePlace([ben.client(), ben.client()], 4_500)), "tooLarge", "tooMuchWork"],
  ["thousands of writes of one field without looking", () => {
    const client = ben.client();
    return address(written((to) => {
      structs(to, 4_900, client, 0);
      for (let left = 4_900; left > 0; left -= 1) field(to, "address", "forged");
      deleted(to, client, [[1, 4_899]]);
    }));
  }, "tooLarge", "tooMuchWork"],
  ["hundreds of kinds of format in one text", () => prose(formats(ben.client(), 400, (at) => `format ${at}`, "kept")), "tooLarge", "tooMuchWork"],
  ["thousands of formats of one text, all deleted at once,", () => prose(formats(ben.client(), 1_900, () => "b", "deleted")), "tooLarge", "tooMuchWork"],
];

const refused = async (...[, , act, code, reason]: Attack): Promise<void> => {
  const change = await act();
  await arena.withstands(async () => {
    expect(await ben.push(change)).toMatchObject({ ok: false, refusal: { code, reason } });
    expect(ben.closed).toBeNull();
  });
};

describe.each([
  ["whose structs they are", OWNERSHIP],
  ["what is missing", DEPENDENCIES],
  ["what they hold", CONTENT],
  ["numbers", NUMBERS],
] as const)("hostile updates: %s", (_, attacks) => {
  it.each(attacks)("[%s] %s is refused and leaves nothing behind", refused);
});

describe("hostile updates: work", () => {
  it.each(WORK)("[G-16] %s are refused and leave nothing behind", (...attack) => refused("G-16", ...attack));
});

describe("hostile updates: records that grow", () => {
  /** A record of Ben's own, and what pushes the next update of its requirement. */
  const grow = async () => {
    const doc = docId(recordId("opportunity", ben.keys.next()));
    expect(await ben.push(ben.edit(doc, { subject: "Mine", customer: ACME, owner: BEN, stage: "prospecting", created: { by: BEN, at: 1 } }))).toMatchObject({ ok: true });
    return (update: Uint8Array) => ben.push(claiming(ben, doc, update, { [REQUIREMENT]: null }));
  };

  it("[G-16] long text grows up to ten thousand pieces and no further, and can be deleted at once", async () => {
    const client = ben.client();
    const next = await grow();
    for (let from = 0; from < 9_000; from += 1_800) expect(await next(elements(client, 1_800, from))).toMatchObject({ ok: true });
    expect(await next(elements(client, 1_200, 9_000))).toMatchObject({ ok: false, refusal: { code: "tooLarge", reason: "tooMuchWork" } });
    expect(await next(elements(client, 900, 9_000))).toMatchObject({ ok: true });
    const all = written((to) => {
      number(to, 0);
      deleted(to, client, [[0, 9_900]]);
    });
    expect(await next(all)).toMatchObject({ ok: true });
    expect(await next(elements(ben.client(), 1_200))).toMatchObject({ ok: true });
  });

  it("[G-16] one text grows up to four thousand pieces and no further", async () => {
    const client = ben.client();
    const next = await grow();
    for (let from = 0; from < 3_600; from += 900) expect(await next(pictures(client, 900, from))).toMatchObject({ ok: true });
    expect(await next(pictures(client, 900, 3_600))).toMatchObject({ ok: false, refusal: { code: "tooLarge", reason: "tooMuchWork" } });
  });
});

describe("hostile updates: what was hidden", () => {
  it("[G-13] content that is inserted and deleted in one update reaches neither storage nor another device", async () => {
    const anna = await arena.device(ANNA);
    const hidden = forge(ben, deal, ben.client(), (copy) => {
      proseOf(copy, "requirement").insert(0, [new Y.XmlText("SECRET")]);
      proseOf(copy, "requirement").delete(0, 1);
      set("address", "SECRET")(copy);
      set("address", "open")(copy);
    });
    expect((await ben.push(claiming(ben, deal, hidden, { address: "open", [REQUIREMENT]: null }))).ok).toBe(true);
    await anna.settled();
    const [kept] = await arena.served.relay.storage.documents([deal]);
    expect(Buffer.from(kept!.snapshot).includes("SECRET")).toBe(false);
    expect(Buffer.from(Y.encodeStateAsUpdate(anna.held.get(deal)!.doc)).includes("SECRET")).toBe(false);
    for (const kept of [await arena.stored(), arena.logged()]) {
      expect(kept).not.toContain("SECRET");
      expect(kept).toContain("open");
    }
    expect(loadDocument(deal, kept!.snapshot).getMap("fields").get("address")).toBe("open");
  });
});
