import type { EntityWords } from "#domain/schema/words.ts";

export const contact: EntityWords = {
  one: "联系人",
  many: "联系人",
  fields: {
    reportsTo: "上级", mainContact: "主要对接人", character: "性格与风格",
    name: "姓名", jobTitle: "职务", role: "决策角色", category: "联系人类别", department: "部门", phone: "办公电话", mobile: "手机",
    email: "邮箱", wechat: "微信", kakaotalk: "KakaoTalk", qq: "QQ", msn: "MSN", birthday: "生日", address: "地址",
    preferences: "兴趣偏好", remarks: "备注", customers: "所属客户", surname: "姓氏", birthdayThisMonth: "本月生日",
  },
  options: {
    role: { decisionMaker: "决策人", approver: "审批人", evaluator: "评估人", user: "使用人" },
    category: { key: "关键联系人", normal: "普通联系人", former: "已离职" },
  },
  views: { mine: "我的联系人", decisionMakers: "决策人", birthday: "本月生日", withoutCustomer: "未关联客户" },
  related: { "contact.reportsTo": "下属" },
  sections: { basic: "基本信息", contact: "联系方式", personal: "个人信息", remarks: "备注" },
};
