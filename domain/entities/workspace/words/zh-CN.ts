import { LANGUAGES } from "#domain/entities/workspace/languages.ts";
import type { EntityWords } from "#domain/schema/words.ts";

export const workspace: EntityWords = {
  one: "公司",
  many: "公司",
  fields: {
    name: "公司名称",
    shortName: "简称",
    logo: "公司标志",
    country: "国家/地区",
    language: "语言",
    currency: "币种",
    fiscalYearStart: "财年起始月",
    phone: "电话",
    address: "地址",
    zone: "时区",
    offlineDays: "离线天数",
    pricePlaces: "单价小数位数",
    quantityPlaces: "数量小数位数",
    lookUpBy: "谁可以查询客户是否已被占用",
    reportsBy: "谁可以查看综合报表",
    account: "企业账号",
    plan: "版本",
    applied: "开通方式",
    activated: "开通时间",
    expires: "到期日",
  },
  options: {
    language: LANGUAGES,
    lookUpBy: { everyone: "所有人", feature: "拥有该功能的人" },
    reportsBy: { everyone: "所有人", feature: "拥有该功能的人" },
    applied: { selfHosted: "自有服务器部署", hosted: "由服务商托管", demo: "演示公司" },
  },
  views: {},
  sections: { basic: "公司", money: "金额与数量", rules: "全员设置", account: "企业账号" },
};
