import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { customer } from "#domain/entities/customer/customer.ts";
import { createSearchIndex, type SearchIndex } from "#domain/query/search.ts";
import { loadPinyin } from "#workers/replica/pinyin.ts";
import { createDice } from "#tests/unit/domain/query/memory-source.ts";
import type { Bench, Comparison } from "../harness/bench.ts";
import { compare, interleave, type Contender } from "../harness/interleave.ts";
import { modulePath } from "../harness/machine.ts";
import { quantile } from "../harness/sample.ts";

/** As many phrases as uFuzzy's own test data have, which its package does not bring along. */
const PHRASES = 162_000;
const SIZES = [10_000, 30_000, 100_000, 300_000] as const;
/** Names that pinyin-match looks through in one round; it takes about a second for a hundred thousand. */
const LARGEST_SCAN = 100_000;
const SCANNED_WORDS = 6;

interface Fuzzy {
  readonly filter: (haystack: readonly string[], needle: string) => readonly number[] | null;
  readonly info: (found: readonly number[], haystack: readonly string[], needle: string) => unknown;
  readonly sort: (info: unknown, haystack: readonly string[], needle: string) => readonly number[];
}

const requireFrom = createRequire(import.meta.url);
const load = <T>(name: string): T => requireFrom(modulePath(name)) as T;

const WORDS = "acme global systems water pump valve motor north star trading solutions energy power steel glass paper union first city harbour river stone bridge light clear future digital cloud data link media print food fresh green garden house home office supply service group partners holding capital finance credit trust bank insurance health care clinic pharma bio chem plastic rubber metal iron gold silver copper zinc solar wind hydro nuclear gas oil petrol marine ship port cargo freight rail road air sky space satellite phone mobile radio video audio sound music art design studio fashion textile cotton silk wool leather shoe bag watch jewel toy game sport fitness travel hotel resort restaurant coffee tea wine beer water juice milk cheese bread cake sugar salt spice fruit vegetable meat fish poultry egg farm seed soil machine tool robot sensor laser optic lens camera screen display chip circuit battery cable switch relay meter gauge filter tank pipe duct fan heat cool freeze dry wash clean paint coat seal glue tape pack box crate pallet shelf lift crane truck bus car bike tyre brake engine gear shaft bearing spring screw bolt nut".split(" ");
const ENDS = ["Ltd", "Inc.", "GmbH", "& Co.", "Group", "Holdings", "International", "(Asia)", "No. 7", "2026"];

/** Names of companies, products and parts as people write them: two to five words and an ending, in a seeded order. */
const phrasesOf = (count: number, seed: number): readonly string[] => {
  const dice = createDice(seed);
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return Array.from({ length: count }, () => `${Array.from({ length: 2 + dice.below(4) }, () => capital(dice.pick(WORDS))).join(" ")} ${dice.pick(ENDS)}`);
};

/** 86 things that people type into it: words, beginnings and middles of words, two of them, and one that is nowhere. */
const searchesOf = (phrases: readonly string[], seed: number): readonly string[] => {
  const dice = createDice(seed + 1);
  return Array.from({ length: 86 }, (_, at) => {
    const words = dice.pick(phrases).toLowerCase().replaceAll(/[^a-z0-9 ]/g, "").split(" ").filter((word) => word.length > 2);
    const word = words[0] ?? "acme";
    if (at % 4 === 0) return word;
    if (at % 4 === 1) return word.slice(0, 3);
    return at % 4 === 2 ? `${word} ${(words[1] ?? "pump").slice(0, 4)}` : at === 83 ? "zzqx" : word.slice(1);
  });
};

const indexOf = (names: readonly string[], pinyin?: Parameters<typeof createSearchIndex>[1]): SearchIndex => {
  const index = createSearchIndex(customer, pinyin);
  names.forEach((name, at) => index.set(at, (field) => (field === "name" ? name : null), name));
  return index;
};

/** Everything typed, letter by letter. */
const keystrokes = (words: readonly string[]): readonly string[] => words.flatMap((word) => Array.from({ length: word.length }, (_, at) => word.slice(0, at + 1)));

/** Whether all was found that the other finds is checked beforehand, name by name; here only how much was asked. */
type Answer = number;

const timedEach = (asked: readonly string[], find: (text: string) => number): { readonly answer: Answer; readonly all: number; readonly p99: number } => {
  const took = asked.map((text) => {
    const started = performance.now();
    find(text);
    return performance.now() - started;
  });
  return { answer: asked.length, all: took.reduce((sum, each) => sum + each, 0), p99: quantile(took, 0.99) };
};

const oursOf = (index: SearchIndex, asked: readonly string[]): Contender<Answer> => ({
  name: "Tidebook",
  run: () => {
    const { answer, all } = timedEach(asked, (text) => {
      // Nothing is taken from the search before.
      index.find("");
      return index.find(text)?.slots.length ?? 0;
    });
    return { answer, took: { all } };
  },
});

/** uFuzzy as its own comparison sets it up: all matches, and where they are at most a thousand, ranked. */
const fuzzy = (phrases: readonly string[], asked: readonly string[]): Contender<Answer> => {
  const make = load<new (options: object) => Fuzzy>("@leeoniya/ufuzzy");
  const search = new make({ intraIns: 0 });
  return {
    name: "uFuzzy",
    run: () => {
      const { answer, all } = timedEach(asked, (text) => {
        const found = search.filter(phrases, text) ?? [];
        if (found.length > 0 && found.length <= 1_000) search.sort(search.info(found, phrases, text), phrases, text);
        return found.length;
      });
      return { answer, took: { all } };
    },
  };
};

/** Phrases that uFuzzy finds and ours misses; ours finds more where words may stand in any order or run on past a space. */
const missedOf = (index: SearchIndex, phrases: readonly string[], asked: readonly string[]): number => {
  const search = new (load<new (options: object) => Fuzzy>("@leeoniya/ufuzzy"))({ intraIns: 0 });
  let missed = 0;
  for (const text of asked) {
    const ours = new Set(index.find(text)?.slots);
    for (const at of search.filter(phrases, text) ?? []) if (!ours.has(at)) missed += 1;
  }
  return missed;
};

const PINYIN_WORDS = ["kj", "shanghai", "zr", "beijing", "yx", "jt", "科技", "dianzi", "hx", "zhongguo", "mao", "xin"];

/** Real names of companies where they are at hand, else names made of the same characters. */
const namesOf = (count: number, seed: number): readonly string[] => {
  const path = join(process.cwd(), "..", "shared", "data", "cjk", "Company-Shorter-Form_28W.txt");
  const ends = ["科技有限公司", "集团", "贸易", "电子", ""];
  const dice = createDice(seed);
  const real = existsSync(path) ? readFileSync(path, "utf8").split(/\r?\n/).slice(3).filter((name) => /^[一-鿿]{2,}$/.test(name)) : [];
  const parts = ["上海", "北京", "中", "锐", "华", "信", "重庆", "长", "安", "新", "茂", "达", "通", "恒"];
  return Array.from({ length: count }, (_, at) => (real[(at * 7_919) % real.length] ?? Array.from({ length: 2 + dice.below(3) }, () => dice.pick(parts)).join("")) + dice.pick(ends));
};

interface PinyinMatch {
  readonly match: (name: string, typed: string) => unknown;
}

const scan = (names: readonly string[], asked: readonly string[]): Contender<Answer> => {
  const { match } = load<PinyinMatch>("pinyin-match");
  return {
    name: "pinyin-match scan",
    run: () => {
      const { answer, all } = timedEach(asked, (text) => {
        let count = 0;
        for (const name of names) if (match(name, text)) count += 1;
        return count;
      });
      return { answer, took: { all } };
    },
  };
};

export const bench: Bench = {
  title: "Search as you type",
  about:
    "Latin phrases against uFuzzy (intraIns 0, as in its own comparison; matches ranked up to a thousand, ours always): 86 searches over 162,000 phrases. Names of Chinese companies against a scan with pinyin-match: syllables, initials, characters. No search takes anything from the one before. Then names typed letter by letter, each letter a search. In one thread of Node, warm; the index stands, what it takes to make it is in the table below.",
  peers: ["@leeoniya/ufuzzy", "pinyin-match"],
  run: async ({ quick, rounds, seed, say }) => {
    const comparisons: Comparison[] = [];
    const listings: (readonly string[])[] = [];
    const phrases = phrasesOf(quick ? 20_000 : PHRASES, seed);
    const latin = indexOf(phrases);
    const asked = searchesOf(phrases, seed);
    const missedPhrases = missedOf(latin, phrases, asked);
    say(`${phrases.length} phrases, ${asked.length} searches`);
    comparisons.push(
      ...compare(await interleave({ ours: oursOf(latin, asked), peers: [fuzzy(phrases, asked)], rounds, warmUps: 1, patience: 120_000, say }), [
        { what: `${asked.length} searches over ${phrases.length.toLocaleString("en-US")} phrases`, unit: "ms", measure: "all", target: "≥ 5 × uFuzzy" },
      ]),
    );

    const pinyin = await loadPinyin();
    let missed = 0;
    for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
      say(`${size.toLocaleString("en-US")} names`);
      const names = namesOf(size, seed);
      const started = performance.now();
      const index = indexOf(names, pinyin);
      listings.push([size.toLocaleString("en-US"), `${Math.round(performance.now() - started)} ms`, `${Math.round(index.bytes() / size)} bytes`]);
      const words = PINYIN_WORDS.slice(0, SCANNED_WORDS);
      const found = words.map((word) => new Set(index.find(word)?.slots));
      const { match } = load<PinyinMatch>("pinyin-match");
      if (size === SIZES[0]) missed = words.reduce((sum, word, at) => sum + names.filter((name, slot) => match(name, word) && !found[at]?.has(slot)).length, 0);
      const played = await interleave({ ours: oursOf(index, words), peers: size <= LARGEST_SCAN ? [scan(names, words)] : [], rounds: size >= 100_000 ? Math.min(3, rounds) : rounds, warmUps: 1, patience: 200_000, say });
      const typed = keystrokes(PINYIN_WORDS);
      const typing: Contender<Answer> = {
        name: "Tidebook",
        run: () => {
          const { answer, p99 } = timedEach(typed, (text) => index.find(text)?.slots.length ?? 0);
          return { answer, took: { p99 } };
        },
      };
      comparisons.push(
        ...compare(played, [{ what: `${words.length} words in pinyin, ${size.toLocaleString("en-US")} names`, unit: "ms", measure: "all", target: "≥ 30 × pinyin-match" }]),
        ...compare(await interleave({ ours: typing, peers: [], rounds, warmUps: 2, patience: 60_000, say }), [
          { what: `99th percentile of ${typed.length} letters typed, ${size.toLocaleString("en-US")} names`, unit: "ms", measure: "p99", ...(size === 100_000 ? { target: "≤ 12 ms (50 ms at a quarter of the speed)" } : {}) },
        ]),
      );
    }
    return {
      checked: `what ours misses of what the others find: ${missedPhrases} phrases in ${asked.length} searches of uFuzzy's, ${missed} names of pinyin-match's among ${SIZES[0].toLocaleString("en-US")}.`,
      comparisons,
      listings: [{ title: "Making the index", head: ["names", "time", "memory per name"], rows: listings }],
      remarks: [
        `uFuzzy's own test data come with its repository and not with its package: the phrases here are made, ${PHRASES.toLocaleString("en-US")} as there.`,
        "The names are short names of Chinese companies with usual endings, where the collection is at hand.",
      ],
    };
  },
};
