import type { EntityWords } from "#domain/schema/words.ts";

export const customer: EntityWords = {
  one: "客户",
  many: "客户",
  fields: {
    group: "客户组", supplier: "兼供应商", hotNote: "热点说明",
    name: "客户名称", shortName: "助记简称", customerNo: "客户编号", type: "客户类型", category: "客户种类", stage: "客户阶段",
    industry: "行业", sector: "细分行业", country: "国家/地区", region: "省份/区域", size: "公司规模", employees: "员工人数",
    revenue: "年营业额", foundedYear: "成立年份", source: "客户来源", parent: "上级客户", phone: "电话", website: "网址",
    address: "地址", remarks: "备注", hotLevel: "热度", hotReason: "热点说明", creditLimit: "信用额度",
    paymentTermDays: "账期（天）", creditInfo: "信用情况", daysSinceFollowUp: "未跟进天数",
  },
  options: {
    type: { company: "企业客户", individual: "个人客户" },
    category: { potential: "潜在客户", ordinary: "普通客户", vip: "VIP客户", agent: "代理商", partner: "合作伙伴", supplier: "供应商", competitor: "竞争对手", invalid: "失效客户" },
    stage: { contacted: "初步接触", intending: "意向客户", customer: "成交客户", repeat: "复购客户", lost: "流失客户" },
    industry: {
      manufacturing: "制造业", electronics: "电子", machinery: "机械设备", automotive: "汽车", construction: "建筑工程",
      retail: "零售", logistics: "物流运输", healthcare: "医疗健康", medical: "医疗器械", education: "教育", finance: "金融",
      government: "政府机关", software: "软件", technology: "科技", telecommunications: "通信", marketing: "广告营销",
      entertainment: "文化娱乐", employment: "人力资源", services: "商务服务", energy: "能源", food: "食品饮料", other: "其他",
    },
    size: { micro: "微型（20人以下）", small: "小型（20–299人）", medium: "中型（300–999人）", large: "大型（1000人及以上）" },
    source: { referral: "客户介绍", exhibition: "展会", website: "官网", coldCall: "电话开发", advertising: "广告", partner: "合作伙伴", other: "其他" },
    hotLevel: { low: "低热", medium: "中热", high: "高热" },
  },
  views: {
    mine: "我的客户", company: "企业客户", individual: "个人客户", potential: "潜在客户", ordinary: "普通客户", vip: "VIP客户", agent: "代理商",
    partner: "合作伙伴", invalid: "失效客户", hot: "热点客户", quiet: "30天未跟进",
  },
  sections: { basic: "基本信息", contact: "联系方式", profile: "企业概况", credit: "信用", remarks: "备注" },
  related: { "customer.parent": "下级客户" },
};
