import type { Dice } from "./dice.ts";
import type { Language, Team } from "./staff.ts";
import { EN_COMPANIES } from "./vocabulary/en-companies.ts";
import { KO_BRANDS, KO_CITIES, KO_TRADES } from "./vocabulary/ko-companies.ts";
import { ZH_BRANDS, ZH_CITIES, ZH_INSTITUTIONS, ZH_PREMISES, ZH_ROADS, ZH_TRADES } from "./vocabulary/zh-companies.ts";

export type Size = "micro" | "small" | "medium" | "large";

/** A company as it is, before anybody sells to it. */
export interface Company {
  readonly language: Language;
  readonly team: Team;
  readonly name: string;
  readonly short: string;
  readonly industry: string;
  readonly sector: string;
  readonly country: string;
  readonly region: string;
  readonly address: string;
  /** Mail and web domain. */
  readonly domain: string;
  /** `#` is any digit, `N` one from 2 to 9. */
  readonly phoneForm: string;
  readonly size: Size;
  readonly group: boolean;
}

export const digitsOf = (form: string, dice: Dice): string =>
  form.replace(/[#N]/g, (mark) => String(mark === "N" ? dice.int(2, 9) : dice.int(0, 9)));

const sizeOf = (dice: Dice): Size => dice.weighted({ micro: 13, small: 50, medium: 26, large: 11 });
const share = (row: readonly string[], column: number) => Number(row[column] ?? 0);

const zhAddress = (place: string, district: string, dice: Dice): string => {
  const premises = dice.pick(ZH_PREMISES).replace("{n}", String(dice.int(6, 2699))).replace("{b}", String(dice.int(1, 18)));
  return `${place}${district}${dice.pick(ZH_ROADS)}${premises.replace("{r}", String(dice.int(1, 12) * 100 + dice.int(1, 12)))}`;
};

const zhName = (brand: string, trade: string, city: string, province: string, size: Size, dice: Dice): string => {
  if (size === "large" && dice.chance(0.3)) return `${brand}${trade}集团有限公司`;
  if (size !== "micro" && size !== "small" && dice.chance(0.3)) return `${province}${brand}${trade}股份有限公司`;
  if (size === "micro" && dice.chance(0.25)) return `${city}市${brand}${trade}厂`;
  const form = dice.weighted({ plain: 46, bracket: 18, province: 14, city: 9, liability: 3 });
  if (form === "bracket") return `${brand}${trade}（${city}）有限公司`;
  if (form === "province") return `${province}${brand}${trade}有限公司`;
  if (form === "city") return `${city}市${brand}${trade}有限公司`;
  if (form === "liability") return `${city}${brand}${trade}有限责任公司`;
  return `${city}${brand}${trade}有限公司`;
};

const teamOf = (province: string): Team => (["江苏", "浙江", "安徽"].includes(province) ? "delta" : "shanghai");

const placeOf = (city: string, province: string): string => {
  if (city === "昆山") return "江苏省昆山市";
  return province === city ? `${city}市` : `${province}省${city}市`;
};

const zhCompany = (brand: string, latin: string, dice: Dice): Company => {
  const [industry = "", , trade = "", tradeShort = "", sector = ""] = dice.weightedOf(ZH_TRADES, (row) => share(row, 1));
  const [city = "", province = "", code = "", , districts = ""] = dice.weightedOf(ZH_CITIES, (row) => share(row, 3));
  const size = sizeOf(dice);
  const tail = dice.pick(["-tech", "-ind", "-mfg", "zn", "jm", "dz", "-group", "kj", "-cn", "auto"]);
  return {
    language: "zh",
    team: teamOf(province),
    name: zhName(brand, /^(精密|智能|自动|机械|模具)/.test(trade) || size !== "micro" ? trade : tradeShort, city, province, size, dice),
    short: `${brand}${tradeShort}`,
    industry,
    sector,
    country: "中国",
    region: province,
    address: zhAddress(placeOf(city, province), dice.pick(districts.split(",")), dice),
    domain: `${latin}${tail}.${dice.weighted({ com: 6, cn: 3, "com.cn": 3 })}`,
    phoneForm: code.length === 3 ? `${code}-${dice.pick(["5", "6", "3"])}#######` : `${code}-8#######`,
    size,
    group: false,
  };
};

const institution = (row: readonly string[], dice: Dice): Company => {
  const [name = "", short = "", industry = "", sector = "", city = ""] = row;
  const [, province = "", code = "", , districts = ""] = ZH_CITIES.find(([at]) => at === city) ?? [];
  return {
    language: "zh",
    team: teamOf(province),
    name,
    short,
    industry,
    sector,
    country: "中国",
    region: province,
    address: zhAddress(`${city}市`, dice.pick(districts.split(",")), dice),
    domain: `${dice.pick(["zx", "jx", "px"])}${dice.int(100, 999)}.org.cn`,
    phoneForm: `${code}-${code.length === 3 ? "6" : "8"}#######`,
    size: "small",
    group: false,
  };
};

const koCompany = (brand: string, latin: string, dice: Dice): Company => {
  const [industry = "", , suffix = "", sector = ""] = dice.weightedOf(KO_TRADES, (row) => share(row, 1));
  const [region = "", city = "", code = "", , roads = ""] = dice.weightedOf(KO_CITIES, (row) => share(row, 3));
  const core = `${brand}${suffix}`;
  const form = dice.weighted({ front: 34, back: 24, frontWord: 22, backWord: 10, bare: 10 });
  const name = { front: `(주)${core}`, back: `${core}(주)`, frontWord: `주식회사 ${core}`, backWord: `${core} 주식회사`, bare: core }[form];
  return {
    language: "ko",
    team: "korea",
    name,
    short: core,
    industry,
    sector,
    country: "대한민국",
    region,
    address: `${region} ${city} ${dice.pick(roads.split(","))} ${dice.int(8, 480)}${dice.chance(0.3) ? `, ${dice.int(1, 15)}층` : ""}`,
    domain: `${latin}${dice.pick(["", "-tech", "ind", "eng", "-kr", "pm"])}.${dice.weighted({ "co.kr": 7, com: 3, kr: 1 })}`,
    phoneForm: `${code}-N##-####`,
    size: sizeOf(dice),
    group: false,
  };
};

const enCompany = (row: readonly string[]): Company => {
  const [name = "", short = "", country = "", region = "", address = "", industry = "", sector = "", domain = "", phoneForm = "", size = "small"] = row;
  return { language: "en", team: "overseas", name, short, industry, sector, country, region, address, domain, phoneForm, size: size as Size, group: false };
};

/** `count` companies with different names and domains: some fifty abroad, ninety in Korea, the rest in China. */
export const companiesOf = (count: number, dice: Dice): readonly Company[] => {
  const companies: Company[] = [...EN_COMPANIES.map(enCompany), ...ZH_INSTITUTIONS.map((row) => institution(row, dice))];
  const taken = new Set(companies.flatMap((company) => [company.name, company.short, company.domain]));
  const add = (company: Company) => {
    const marks = [company.name, company.short, company.domain];
    if (marks.some((mark) => taken.has(mark))) return;
    for (const mark of marks) taken.add(mark);
    companies.push(company);
  };
  const zhBrand = dice.deck(ZH_BRANDS);
  const koBrand = dice.deck(KO_BRANDS);
  const koreans = companies.length + 90;
  while (companies.length < koreans) add(koCompany(...koBrand(), dice));
  while (companies.length < count) add(zhCompany(...zhBrand(), dice));
  return companies;
};

/** A company of the same group in another city. */
export const subsidiaryOf = (parent: Company, dice: Dice): Company | null => {
  const [city = "", province = "", code = "", , districts = ""] = dice.weightedOf(ZH_CITIES, (row) => share(row, 3));
  const [, , trade = "", tradeShort = ""] = ZH_TRADES.find(([, , , short = ""]) => parent.short.endsWith(short)) ?? [];
  if (parent.language !== "zh" || trade === "" || parent.region === province) return null;
  const brand = parent.short.slice(0, -tradeShort.length);
  return {
    ...parent,
    name: `${brand}${trade}（${city}）有限公司`,
    short: `${parent.short}${city}`,
    team: teamOf(province),
    region: province,
    address: zhAddress(placeOf(city, province), dice.pick(districts.split(",")), dice),
    phoneForm: code.length === 3 ? `${code}-5#######` : `${code}-8#######`,
    size: dice.weighted({ small: 6, medium: 4 }),
    group: true,
  };
};
