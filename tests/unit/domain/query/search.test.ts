import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadPinyin } from "#workers/replica/pinyin.ts";
import { contact } from "#domain/entities/contact/contact.ts";
import { customer } from "#domain/entities/customer/customer.ts";
import { user } from "#domain/entities/user/user.ts";
import { createSearchIndex, type SearchIndex } from "#domain/query/search.ts";
import type { Entity, Row } from "#domain/schema/entity.ts";
import { textOf, titleOf } from "#domain/schema/read.ts";
import { sharedData } from "#tests/shared-data.ts";
import { naiveSearcher } from "./answers-of.ts";
import { createDice, rowOf } from "./memory-source.ts";
import { naiveMatch } from "./naive-match.ts";

const pinyin = await loadPinyin();

const NAMES = ["上海中锐科技有限公司", "重庆长安汽车", "삼성전자", "Müller & Söhne GmbH", "GTX Pro", "吕梁银行", "ＡＢＣ 贸易", "Северсталь"];

const put = (index: SearchIndex, entity: Entity, slot: number, row: Row): void => index.set(slot, (field) => textOf(row, field), titleOf(entity, row));

/** Slots, the best match first. */
const hitsOf = (index: SearchIndex, text: string): readonly number[] => {
  const { slots, ranks } = index.find(text) ?? { slots: [], ranks: [] };
  return Array.from(slots, (slot, at) => ({ slot, rank: ranks[at] ?? 0 }))
    .sort((a, b) => a.rank - b.rank || a.slot - b.slot)
    .map(({ slot }) => slot);
};

const indexOf = (names: readonly string[]) => {
  const index = createSearchIndex(customer, pinyin);
  names.forEach((name, at) => put(index, customer, at, rowOf("customer", String(at), { name })));
  return (text: string): readonly string[] => hitsOf(index, text).map((slot) => names[slot] ?? "");
};

const find = indexOf(NAMES);

describe("search", () => {
  it("[CU-18] finds Chinese names by pinyin initials and by whole or begun syllables, mixed as people type them", () => {
    for (const typed of ["shzr", "shanghai", "shangh", "shangha", "zhongrui", "shhzhr", "上海zr", "shang海", "SHZR", "zrkj"]) {
      expect(find(typed), typed).toEqual([NAMES[0]]);
    }
    expect(find("shhz")).toEqual([NAMES[0]]);
    expect(find("shr")).toEqual([]);
  });

  it("[CU-18] finds every reading of a character", () => {
    for (const typed of ["chongqing", "cq", "zhongqing", "cqchangan", "changan", "zhangan"]) expect(find(typed), typed).toEqual([NAMES[1]]);
    for (const typed of ["lvliang", "luliang", "yinhang", "llyh", "llyx"]) expect(find(typed), typed).toEqual([NAMES[5]]);
  });

  it("finds Korean names by initial consonants, by syllables and halfway through typing one", () => {
    for (const typed of ["ㅅㅅ", "ㅅㅅㅈㅈ", "삼성", "삼ㅅ", "삼서", "전ㅈ"]) expect(find(typed), typed).toEqual([NAMES[2]]);
    expect(find("ㅈㅅ")).toEqual([]);
  });

  it("does not mind case, width, accents or punctuation", () => {
    for (const typed of ["muller", "MÜLLER", "sohne gmbh", "mullersohne"]) expect(find(typed), typed).toEqual([NAMES[3]]);
    for (const typed of ["gtxpro", "gtx-pro", "tx p"]) expect(find(typed), typed).toEqual([NAMES[4]]);
    for (const typed of ["abc", "ａｂｃ", "abcmy"]) expect(find(typed), typed).toEqual([NAMES[6]]);
    expect(find("СЕВЕР")).toEqual([NAMES[7]]);
  });

  it("[CU-18] all words separated by spaces must match, in any order and any field", () => {
    const index = createSearchIndex(customer, pinyin);
    put(index, customer, 1, rowOf("customer", "1", { name: "上海中锐科技", customerNo: "C-0042", shortName: "中锐" }));
    put(index, customer, 2, rowOf("customer", "2", { name: "上海电气", customerNo: "C-0043" }));
    const ids = (text: string): readonly number[] => hitsOf(index, text);
    expect(ids("sh 42")).toEqual([1]);
    expect(ids("kj shanghai")).toEqual([1]);
    expect(ids("c0043")).toEqual([2]);
    expect(ids("shanghai beijing")).toEqual([]);
    expect(ids("中锐c0042")).toEqual([]);
  });

  it("finds telephone numbers by their digits", () => {
    const index = createSearchIndex(contact, pinyin);
    put(index, contact, 1, rowOf("contact", "1", { name: "Li", mobile: "+86 138-0013-8000", email: "li@acme.cn" }));
    for (const typed of ["13800138000", "0013 8000", "(138) 0013", "acme.cn"]) expect(hitsOf(index, typed), typed).toHaveLength(1);
  });

  it("ranks the start of the title, then the start of a word, then the rest; shorter titles first", () => {
    const order = indexOf(["Northern Star", "Old Star", "Star", "Starboard", "Bestar", "Restart Ltd"]);
    expect(order("star")).toEqual(["Star", "Starboard", "Old Star", "Northern Star", "Bestar", "Restart Ltd"]);
  });

  it("a text without letters or digits finds nothing, a blank one says nothing", () => {
    const index = createSearchIndex(customer, pinyin);
    put(index, customer, 0, rowOf("customer", "1", { name: "x" }));
    expect(hitsOf(index, "--")).toEqual([]);
    expect(index.find("--")?.slots).toHaveLength(0);
    expect(index.find("  ")).toBeNull();
  });

  it("learns to find by sound when the dictionary arrives after the rows", () => {
    const index = createSearchIndex(customer);
    put(index, customer, 0, rowOf("customer", "1", { name: "上海" }));
    expect(hitsOf(index, "sh")).toEqual([]);
    expect(hitsOf(index, "上")).toHaveLength(1);
    index.usePinyin(pinyin);
    expect(hitsOf(index, "sh")).toHaveLength(1);
  });

  it("finds and ranks as looking at every record in every way does, after any sequence of additions, changes and removals", () => {
    const dice = createDice(5);
    const parts = ["上海", "长", "重庆", "中锐", "Bay ", "삼성", "行", "A-1 ", "绿", "é", "(", "  ", "zh", "13", "、"];
    const typed = ["s", "sh", "ch", "zh", "cq", "shc", "bay", "a1", "海c", "lv", "hx", "ㅅ", "ㅅㅅ", "zr", "ongq", "e", "1上", "shanghaichang", "13", "a 1", "h", "上", "삼서", "b 上", "zhz", "z h", "1a1"];
    const text = (): string => Array.from({ length: 1 + dice.below(4) }, () => dice.pick(parts)).join("");
    for (const entity of [customer, contact, user]) {
      const index = createSearchIndex(entity, pinyin);
      const rows = new Map<number, Row>();
      for (let step = 0; step < 900; step += 1) {
        const slot = dice.below(120);
        if (dice.next() < 0.25) {
          index.remove(slot);
          rows.delete(slot);
        } else {
          const row = rowOf(entity.kind, String(slot), { name: text(), ...(dice.next() < 0.5 ? { shortName: text(), phone: text() } : {}), ...(dice.next() < 0.5 ? { account: text(), email: text() } : {}) });
          put(index, entity, slot, row);
          rows.set(slot, row);
        }
        if (step % 15 !== 0) continue;
        // Typed letter by letter, so that each answer narrows the one before.
        const word = dice.pick(typed);
        for (let length = 1; length <= word.length; length += 1) {
          const { slots, ranks } = index.find(word.slice(0, length)) ?? { slots: [], ranks: [] };
          const expected = naiveSearcher(entity, rows.values(), pinyin).ranks(word.slice(0, length)) ?? new Map();
          expect(new Map(Array.from(slots, (at, place) => [`${entity.kind}/${at}`, ranks[place]])), `${entity.kind} ${word.slice(0, length)}`).toEqual(new Map([...expected].sort((a, b) => Number(a[0].split("/")[1]) - Number(b[0].split("/")[1]))));
        }
      }
      expect(index.size()).toBe(rows.size);
    }
  });
});

const phrases = sharedData("cjk/phrase-pinyin.txt");
const companies = sharedData("cjk/Company-Shorter-Form_28W.txt");

const toneless = (syllable: string): string =>
  syllable.normalize("NFD").replaceAll("u\u0308", "v").replaceAll(/\p{Mn}/gu, "").toLowerCase();

describe("recall on real names", () => {
  it.skipIf(!phrases)("[CU-18] phrases are found by the pinyin that a dictionary gives them, in full and by initials", () => {
    const lines = readFileSync(phrases ?? "", "utf8").split("\n").filter((line) => /^[\u4e00-\u9fff]+: /.test(line));
    let whole = 0;
    let initials = 0;
    for (const line of lines) {
      const [phrase = "", spoken = ""] = line.split(": ");
      const syllables = spoken.trim().split(/\s+/).map(toneless);
      if (naiveMatch(phrase, syllables.join(""), true, pinyin) === 0) whole += 1;
      if (naiveMatch(phrase, syllables.map((each) => each.charAt(0)).join(""), true, pinyin) === 0) initials += 1;
    }
    expect(whole / lines.length).toBeGreaterThan(0.999);
    expect(initials / lines.length).toBeGreaterThan(0.999);
  });

  it.skipIf(!companies)("[CU-18] companies are found among 5,000 by part of their name and by their initials", () => {
    const names = readFileSync(companies ?? "", "utf8").split(/\r?\n/).slice(3).filter((name, at) => at % 50 === 0 && /^[\u4e00-\u9fff]{2,}$/.test(name));
    const found = indexOf(names);
    for (const name of names.slice(0, 400)) {
      const typed = [...name].map((character) => pinyin.readings(character)[0]?.charAt(0) ?? character).join("");
      expect(found(typed), `${name} by ${typed}`).toContain(name);
      expect(found(name.slice(1)), name).toContain(name);
    }
  });
});
