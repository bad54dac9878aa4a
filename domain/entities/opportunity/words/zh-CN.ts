import type { EntityWords } from "#domain/schema/words.ts";

export const opportunity: EntityWords = {
  one: "商机",
  many: "商机",
  fields: {
    wonReason: "赢单原因", decisionProcess: "决策流程", competition: "竞争对手优劣势", solution: "解决方案",
    subject: "商机主题", customer: "客户", externalNo: "外部编号", type: "商机类型", stage: "销售阶段", probability: "可能性",
    stageNote: "阶段备注", status: "商机状态", commitment: "预测类别", expectedAmount: "预计金额",
    expectedSignDate: "预计签约日期", discoveredOn: "发现日期", closedOn: "结束日期", source: "商机来源", provider: "提供人",
    budget: "客户预算", purchaseMethod: "采购方式", lostReason: "输单原因", competitors: "竞争对手", address: "地址",
    remarks: "备注", contacts: "关联联系人", lines: "产品明细", advances: "阶段推进记录", requirement: "客户需求",
    daysInStage: "阶段停留天数", linesTotal: "明细合计", forecastAmount: "加权金额",
  },
  options: {
    wonReason: { fit: "方案最合适", price: "价格", quality: "质量", delivery: "交期", service: "服务", relationship: "客情关系" },
    type: { new: "新客户", expansion: "增购", renewal: "续约", project: "项目型" },
    stage: {
      prospecting: "初步接洽", engaging: "深入沟通", analysis: "需求分析", proposal: "方案报价", negotiation: "商务谈判",
      won: "赢单", lost: "输单",
    },
    status: { open: "跟进中", paused: "搁置", abandoned: "放弃", won: "赢单", lost: "输单" },
    commitment: { best: "乐观", likely: "可能", committed: "承诺" },
    source: {
      referral: "客户介绍", exhibition: "展会", website: "官网", coldCall: "电话开发", advertising: "广告", partner: "合作伙伴",
      existing: "老客户", other: "其他",
    },
    purchaseMethod: { direct: "直接采购", tender: "招标", negotiated: "竞争性谈判", framework: "框架协议" },
    lostReason: { price: "价格", competitor: "选择竞品", timing: "时机不合", noBudget: "预算不足", noDecision: "客户未决策", fit: "需求不匹配" },
  },
  views: { mine: "我的商机", open: "进行中", closingSoon: "30天内签约", newThisWeek: "近7天新增", won: "赢单", lost: "输单" },
  sections: { basic: "基本信息", deal: "销售进展", buying: "采购信息", remarks: "备注" },
  lines: {
    lines: { product: "产品", quantity: "数量", unitPrice: "单价", discount: "折扣", remark: "备注" },
    advances: { stage: "阶段", probability: "可能性", note: "说明" },
  },
};
