import { OWNED_KIND_NAMES } from "#domain/entities/owned-kinds.ts";
import { ACTIONS, type Action } from "#domain/policy/job-function.ts";
import { LOCALES, type EntityWords, type Locale, type WordsByLocale } from "#domain/schema/words.ts";

interface OwnWords extends Omit<EntityWords, "options"> {
  readonly actions: Readonly<Record<Action, string>>;
  /** Sets that every owned record has. */
  readonly shared: Readonly<Record<string, string>>;
}

const OWN: Readonly<Record<Locale, OwnWords>> = {
  en: {
    one: "Job function",
    many: "Job functions",
    fields: { name: "Name", features: "Features", may: "Records", readOnly: "Fields read only" },
    views: {},
    sections: { basic: "Job function" },
    related: { "user.functions": "People with this function" },
    actions: { read: "read", create: "create", change: "change", delete: "delete" },
    shared: { sharedWith: "Shared with", sharedGroups: "Shared with groups", readers: "May read", readerGroups: "Groups that may read" },
  },
  "zh-CN": {
    one: "职能",
    many: "职能",
    fields: { name: "名称", features: "功能", may: "对象权限", readOnly: "只读字段" },
    views: {},
    sections: { basic: "职能" },
    related: { "user.functions": "拥有此职能的员工" },
    actions: { read: "查看", create: "新建", change: "编辑", delete: "删除" },
    shared: { sharedWith: "共享给", sharedGroups: "共享给组", readers: "只读共享", readerGroups: "只读共享组" },
  },
  ko: {
    one: "직무",
    many: "직무",
    fields: { name: "이름", features: "기능", may: "레코드 권한", readOnly: "읽기 전용 필드" },
    views: {},
    sections: { basic: "직무" },
    related: { "user.functions": "이 직무의 직원" },
    actions: { read: "조회", create: "등록", change: "수정", delete: "삭제" },
    shared: { sharedWith: "공유 대상", sharedGroups: "공유 그룹", readers: "읽기 공유", readerGroups: "읽기 공유 그룹" },
  },
};

type ByKind = Readonly<Record<string, WordsByLocale>>;

const wordsIn = (locale: Locale, byKind: ByKind, fields: readonly string[], features: Readonly<Record<string, string>>): EntityWords => {
  const { actions, shared, ...own } = OWN[locale];
  const may: Record<string, string> = {};
  for (const kind of OWNED_KIND_NAMES) for (const action of ACTIONS) may[`${kind}.${action}`] = `${byKind[kind]?.[locale].many} · ${actions[action]}`;
  const label = (path: string): string => {
    const [kind = "", name = ""] = path.split(".");
    const words = byKind[kind]?.[locale];
    return `${words?.one} · ${words?.fields[name] ?? shared[name]}`;
  };
  const readOnly = Object.fromEntries(fields.map((path) => [path, label(path)]));
  return { ...own, options: { features, may, readOnly } };
};

/** The words of job functions, whose options are named after other kinds and after `fields` of theirs, as `<kind>.<field>`. */
export const jobFunctionWords = (byKind: ByKind, fields: readonly string[]): WordsByLocale => {
  const of = (locale: Locale) => wordsIn(locale, byKind, fields, byKind["user"]?.[locale].options["rights"] ?? {});
  return Object.fromEntries(LOCALES.map((locale) => [locale, of(locale)])) as Readonly<Record<Locale, EntityWords>>;
};
