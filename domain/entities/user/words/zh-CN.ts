import type { EntityWords } from "#domain/schema/words.ts";

export const user: EntityWords = {
  one: "员工",
  many: "员工",
  fields: {
    name: "姓名", account: "账号", role: "角色", department: "部门", mobile: "手机", email: "邮箱", disabled: "已停用", rights: "权限",
    customRole: "自定义角色", rank: "职级", external: "外部伙伴", units: "其他所属单元", functions: "职能", assists: "担任谁的助理",
  },
  options: {
    role: { boss: "总经理", director: "总监", manager: "经理", assistantDirector: "总监助理", assistantManager: "经理助理", sales: "销售", service: "客服", warehouse: "仓管", purchasing: "采购", finance: "财务", partner: "合作伙伴" },
    rights: { admin: "系统管理", cost: "查看成本", credit: "查看信用", products: "维护产品", export: "导出", import: "导入", purge: "彻底删除", exportReports: "导出单个报表", allReports: "查看综合报表", lookUp: "查询客户是否被占用" },
  },
  views: { internal: "内部员工", partners: "外部伙伴" },
  sections: { basic: "员工信息", place: "岗位与权限" },
  related: { "user.assists": "助理" },
};
