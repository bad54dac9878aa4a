import { APPROVABLE_KINDS } from "#domain/entities/owned-kinds.ts";
import { LOCALES, type EntityWords, type Locale, type WordsByLocale } from "#domain/schema/words.ts";

type OwnWords = Omit<EntityWords, "options">;

const OWN: Readonly<Record<Locale, OwnWords>> = {
  en: {
    one: "Approval flow",
    many: "Approval flows",
    fields: { name: "Name", of: "For", condition: "Condition", place: "Tried as number", disabled: "Switched off", covers: "What is approved", nodes: "Steps" },
    views: {},
    sections: { basic: "Approval flow" },
    lines: { nodes: { name: "Name", condition: "Condition", rankFrom: "Rank from", rankTo: "Rank to", approvers: "Approvers", everyone: "All must approve" } },
  },
  "zh-CN": {
    one: "审批流程",
    many: "审批流程",
    fields: { name: "名称", of: "适用对象", condition: "进入条件", place: "判断顺序", disabled: "已停用", covers: "审批内容", nodes: "审批节点" },
    views: {},
    sections: { basic: "审批流程" },
    lines: { nodes: { name: "节点名称", condition: "条件", rankFrom: "职级从", rankTo: "职级至", approvers: "审批人", everyone: "会签" } },
  },
  ko: {
    one: "결재선",
    many: "결재선",
    fields: { name: "이름", of: "대상", condition: "적용 조건", place: "적용 순서", disabled: "사용 안 함", covers: "결재 내용", nodes: "결재 단계" },
    views: {},
    sections: { basic: "결재선" },
    lines: { nodes: { name: "단계 이름", condition: "조건", rankFrom: "직급 하한", rankTo: "직급 상한", approvers: "결재자", everyone: "전원 승인" } },
  },
};

type ByKind = Readonly<Record<string, WordsByLocale>>;

const wordsIn = (locale: Locale, byKind: ByKind, covers: readonly string[]): EntityWords => {
  const label = (path: string): string => {
    const [kind = "", name = "", part] = path.split(".");
    const words = byKind[kind]?.[locale];
    const labels = [words?.one, words?.fields[name], ...(part === undefined ? [] : [words?.lines?.[name]?.[part]])];
    return labels.join(" · ");
  };
  return {
    ...OWN[locale],
    options: { of: Object.fromEntries(APPROVABLE_KINDS.map((kind) => [kind, byKind[kind]?.[locale].many ?? kind])), covers: Object.fromEntries(covers.map((path) => [path, label(path)])) },
  };
};

/** The words of approval flows, whose options are named after other kinds and after `covers` of theirs, as `<kind>.<field>`. */
export const approvalFlowWords = (byKind: ByKind, covers: readonly string[]): WordsByLocale =>
  Object.fromEntries(LOCALES.map((locale) => [locale, wordsIn(locale, byKind, covers)])) as Readonly<Record<Locale, EntityWords>>;
