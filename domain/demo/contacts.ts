import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { addDays, localDay, officeMoment, workdayFrom } from "./calendar.ts";
import { digitsOf, type Company } from "./companies.ts";
import type { Dice } from "./dice.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Language, Person } from "./staff.ts";
import { EN_PEOPLE, JOBS, KO_GIVEN, KO_SURNAMES, ZH_GIVEN, ZH_SURNAMES } from "./vocabulary/people.ts";
import type { Phrases } from "./vocabulary/phrases.ts";

export interface Contact {
  readonly id: RecordId;
  readonly name: string;
  /** How our people write about this person: 王经理, 김 부장님, Katrin. */
  readonly called: string;
  readonly role: string;
  readonly since: Instant;
}

interface Named {
  readonly name: string;
  readonly family: string;
  /** Given and family name in Latin letters, for the mail address. */
  readonly latin: readonly [string, string];
}

const byRank = <T>(list: readonly T[], dice: Dice): T => list[Math.min(list.length - 1, Math.floor(6 * ((list.length / 6 + 1) ** dice.unit() - 1)))] ?? dice.pick(list);

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

export const nameIn = (language: Language, country: string, dice: Dice): Named => {
  if (language === "en") {
    const name = dice.pick(EN_PEOPLE[country] ?? EN_PEOPLE["*"] ?? []);
    const words = name.split(" ");
    const familyFirst = ["Singapore", "Vietnam", "Hong Kong SAR"].includes(country) && words.length > 2;
    const [given = "", family = ""] = familyFirst ? [words.slice(1).join(""), words[0] ?? ""] : [words[0] ?? "", words.slice(1).join("")];
    return { name, family, latin: [plain(given), plain(family)] };
  }
  const [surnames, given] = language === "zh" ? [ZH_SURNAMES, ZH_GIVEN] : [KO_SURNAMES, KO_GIVEN];
  const [family, familyLatin] = byRank(surnames, dice);
  const [first, firstLatin] = dice.pick(given);
  return { name: `${family}${first}`, family, latin: [firstLatin, familyLatin] };
};

export const mobileIn = (language: Language, phoneForm: string, dice: Dice): string => {
  if (language === "ko") return digitsOf("010-N###-####", dice);
  if (language === "en") return digitsOf(phoneForm, dice);
  const prefix = dice.pick("130 131 133 135 136 137 138 139 150 151 152 157 158 159 176 177 180 182 185 186 187 188 189 199".split(" "));
  const form = dice.weighted({ solid: 80, spaced: 12, plus: 8 });
  const digits = digitsOf("########", dice);
  if (form === "solid") return `${prefix}${digits}`;
  return form === "plus" ? `+86 ${prefix}${digits}` : `${prefix} ${digits.slice(0, 4)} ${digits.slice(4)}`;
};

const MAIL_FORMS = ["dotted", "reverse", "initial", "given", "joined"] as const;

/** How a company forms its addresses; the same for all its people. */
export const mailFormOf = (company: Company, dice: Dice): (typeof MAIL_FORMS)[number] => {
  if (company.language === "en") return dice.weightedOf(MAIL_FORMS, (form) => ({ dotted: 6, initial: 3, given: 1 })[form as "dotted"] ?? 0);
  return dice.weightedOf(MAIL_FORMS, (form) => ({ dotted: 3, reverse: 3, initial: 3, given: 1, joined: 4 })[form]);
};

const mailOf = ([given, family]: readonly [string, string], form: (typeof MAIL_FORMS)[number], domain: string): string => {
  const local = {
    dotted: `${given}.${family}`,
    reverse: `${family}.${given}`,
    initial: `${given.slice(0, 1)}${family}`,
    given,
    joined: `${family}${given}`,
  }[form];
  return `${local}@${domain}`;
};

const publicMail = (language: Language, [given, family]: readonly [string, string], dice: Dice): string => {
  if (language === "ko") return `${given}${dice.int(70, 99)}@naver.com`;
  return dice.chance(0.4) ? `${dice.int(2, 9)}${digitsOf("########", dice)}@qq.com` : `${family}${given}${dice.chance(0.6) ? dice.int(68, 2024) : ""}@${dice.pick(["163.com", "126.com", "163.com"])}`;
};

export interface ContactsWanted {
  readonly company: Company;
  readonly customer: RecordId;
  readonly owner: Person;
  readonly since: Instant;
  readonly by: RecordId;
  /** How many of its people are known already, and up to how many. */
  readonly from: number;
  readonly to: number;
  readonly phrases: Phrases;
}

/** The people of one customer. The first is known from the day the customer is; the others turn up within its first year. */
export const contactsOf = (world: World, dice: Dice, wanted: ContactsWanted): { contacts: Contact[]; records: DemoRecord[] } => {
  const { company, owner } = wanted;
  const { language } = company;
  const mailForm = mailFormOf(company, dice);
  const usesPublicMail = language !== "en" && (company.size === "micro" ? dice.chance(0.6) : company.size === "small" && dice.chance(0.15));
  const jobs = dice.sample(JOBS[language], JOBS[language].length).sort((a, b) => Number(b[4]) * dice.unit() - Number(a[4]) * dice.unit());
  const names = new Set<string>();
  const contacts: Contact[] = [];
  const records: DemoRecord[] = [];
  for (let index = wanted.from; index < wanted.to; index += 1) {
    const named = nameIn(language, company.country, dice);
    if (names.has(named.name)) continue;
    names.add(named.name);
    const [jobTitle = "", honorific = "", role = "", department = ""] = jobs[index % jobs.length] ?? [];
    const later = index === 0 ? wanted.since + dice.int(40_000, 1_500_000) : officeMoment(workdayFrom(addDays(localDay(wanted.since), dice.logNormal(70, 1.2))), dice);
    const since = later < world.now && later > wanted.since ? later : wanted.since + (index + 1) * dice.int(60_000, 400_000);
    if (since >= world.now) continue;
    const id = world.idAt("contact", since);
    const by = index === 0 ? wanted.by : owner.joined < since ? owner.id : wanted.by;
    const mobile = mobileIn(language, company.phoneForm, dice);
    const former = dice.chance(0.035);
    const spoken = language === "zh" ? `${named.family}${honorific}` : language === "ko" ? `${named.family} ${honorific}` : (named.name.split(" ")[0] ?? named.name);
    const asian = ["Singapore", "Vietnam", "Hong Kong SAR"].includes(company.country) && named.name.split(" ").length > 2;
    const called = language === "en" && asian ? (company.country === "Vietnam" ? (named.name.split(" ").at(-1) ?? "") : `${named.name.split(" ").slice(1).join(" ")}`) : spoken;
    contacts.push({ id, name: named.name, called, role, since });
    records.push({
      id,
      at: since,
      by,
      values: known({
        name: named.name,
        jobTitle,
        role: dice.chance(0.86) ? role : undefined,
        category: former ? "former" : role === "decisionMaker" || dice.chance(0.16) ? "key" : dice.chance(0.7) ? "normal" : undefined,
        department: dice.chance(0.7) ? department : undefined,
        mobile: dice.chance(language === "en" ? 0.7 : 0.95) ? mobile : undefined,
        phone: dice.chance(0.42) ? digitsOf(company.phoneForm, dice) : undefined,
        email: dice.chance(language === "zh" ? 0.72 : 0.93) ? (usesPublicMail ? publicMail(language, named.latin, dice) : mailOf(named.latin, mailForm, company.domain)) : undefined,
        wechat: language === "zh" && dice.chance(0.6) ? (dice.chance(0.5) ? mobile.replace(/\D/g, "").slice(-11) : `${named.latin[1]}${named.latin[0]}_${dice.int(1, 999)}`) : undefined,
        kakaotalk: language === "ko" && dice.chance(0.55) ? `${named.latin[0]}${dice.int(1, 99)}` : undefined,
        qq: language === "zh" && dice.chance(0.12) ? String(dice.int(100_000_000, 2_900_000_000)) : undefined,
        birthday: dice.chance(0.3) ? `${dice.int(1966, 1998)}-${String(dice.int(1, 12)).padStart(2, "0")}-${String(dice.int(1, 28)).padStart(2, "0")}` : undefined,
        reportsTo: index > 0 && role === "user" ? contacts.find((other) => other.since < since && (other.role === "decisionMaker" || other.role === "approver"))?.id : undefined,
        mainContact: index === 0 && !former ? { by, at: since } : undefined,
        preferences: dice.chance(0.16) ? dice.pick(wanted.phrases.preferences) : undefined,
        remarks: dice.chance(0.12) ? dice.pick(wanted.phrases.contactRemarks).replace("{comp}", dice.pick(wanted.phrases.competitors)) : undefined,
        owner: owner.id,
        created: { by, at: since },
        [`set/customers/${wanted.customer}`]: 1,
      }),
    });
  }
  return { contacts, records };
};
