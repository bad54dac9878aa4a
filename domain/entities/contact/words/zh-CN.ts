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
  aliases: {
    name: ["联系人姓名", "联系人", "联系人名称", "名字"],
    jobTitle: ["职位", "岗位", "头衔"],
    role: ["角色", "联系人角色", "决策关系"],
    category: ["类别", "联系人分类"],
    department: ["所在部门", "部门名称"],
    phone: ["电话", "座机", "固话", "工作电话"],
    mobile: ["手机号", "手机号码", "移动电话", "联系电话"],
    email: ["电子邮箱", "电子邮件", "邮件", "邮箱地址"],
    wechat: ["微信号"],
    qq: ["QQ号", "QQ号码"],
    birthday: ["出生日期", "出生年月"],
    address: ["联系地址", "通讯地址"],
    preferences: ["爱好", "兴趣爱好", "喜好"],
    remarks: ["说明", "描述"],
    customers: ["客户名称", "公司名称", "客户", "公司", "所在公司", "单位"],
    owner: ["客户经理", "业务员", "所有者"],
  },
  options: {
    role: { decisionMaker: "决策人", approver: "审批人", evaluator: "评估人", user: "使用人" },
    category: { key: "关键联系人", normal: "普通联系人", former: "已离职" },
  },
  views: { mine: "我的联系人", decisionMakers: "决策人", birthday: "本月生日", withoutCustomer: "未关联客户" },
  related: { "contact.reportsTo": "下属" },
  sections: { basic: "基本信息", contact: "联系方式", personal: "个人信息", remarks: "备注" },
};
