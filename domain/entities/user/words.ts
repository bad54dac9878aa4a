import type { WordsByLocale } from "#domain/schema/words.ts";

export const userWords: WordsByLocale = {
  en: {
    one: "Person",
    many: "People",
    fields: {
      name: "Name", account: "Account", role: "Role", department: "Department", mobile: "Mobile", email: "E-mail", disabled: "Deactivated",
      rights: "Rights", customRole: "Own role", rank: "Rank", external: "Partner", units: "Further units", functions: "Job functions", assists: "Assistant of",
    },
    aliases: {
      name: ["Full Name", "User", "Employee", "Sales Agent", "Salesperson"],
      account: ["Username", "User Name", "Login", "Alias"],
      role: ["Position", "Profile", "Job Title"],
      department: ["Team", "Group", "Division", "Regional Office"],
      mobile: ["Mobile Phone", "Phone", "Cell"],
      email: ["Email", "Email Address"],
    },
    options: {
      role: { boss: "Boss", director: "Director", manager: "Manager", assistantDirector: "Assistant director", assistantManager: "Assistant manager", sales: "Sales", service: "Service", warehouse: "Warehouse", purchasing: "Purchasing", finance: "Finance", partner: "Partner" },
      rights: { admin: "Administration", cost: "See costs", credit: "See credit terms", products: "Edit products", export: "Export", import: "Import", purge: "Delete for good", exportReports: "Export single reports", allReports: "See comprehensive reports", lookUp: "Check whether a customer is taken" },
    },
    views: { internal: "Own people", partners: "Partners" },
    sections: { basic: "Person", place: "Place and rights" },
    related: { "user.assists": "Assistants" },
  },
  "zh-CN": {
    one: "员工",
    many: "员工",
    fields: {
      name: "姓名", account: "账号", role: "角色", department: "部门", mobile: "手机", email: "邮箱", disabled: "已停用", rights: "权限",
      customRole: "自定义角色", rank: "职级", external: "外部伙伴", units: "其他所属单元", functions: "职能", assists: "担任谁的助理",
    },
    aliases: {
      name: ["用户名称", "员工姓名", "用户", "业务员"],
      account: ["登录账号", "用户名", "登录名", "工号"],
      role: ["职位", "岗位"],
      department: ["所属部门", "团队", "部门名称"],
      mobile: ["手机号", "手机号码", "电话"],
      email: ["电子邮箱", "邮件"],
    },
    options: {
      role: { boss: "总经理", director: "总监", manager: "经理", assistantDirector: "总监助理", assistantManager: "经理助理", sales: "销售", service: "客服", warehouse: "仓管", purchasing: "采购", finance: "财务", partner: "合作伙伴" },
      rights: { admin: "系统管理", cost: "查看成本", credit: "查看信用", products: "维护产品", export: "导出", import: "导入", purge: "彻底删除", exportReports: "导出单个报表", allReports: "查看综合报表", lookUp: "查询客户是否被占用" },
    },
    views: { internal: "内部员工", partners: "外部伙伴" },
    sections: { basic: "员工信息", place: "岗位与权限" },
    related: { "user.assists": "助理" },
  },
  ko: {
    one: "직원",
    many: "직원",
    fields: {
      name: "이름", account: "계정", role: "역할", department: "부서", mobile: "휴대전화", email: "이메일", disabled: "비활성", rights: "권한",
      customRole: "사용자 지정 역할", rank: "직급", external: "외부 파트너", units: "겸직 부서", functions: "직무", assists: "보좌 대상",
    },
    aliases: {
      name: ["성명", "사원명", "직원명", "사용자"],
      account: ["아이디", "로그인 ID", "사용자 ID", "사번"],
      role: ["직책", "직위"],
      department: ["소속", "부서명", "팀"],
      mobile: ["휴대폰", "핸드폰", "연락처"],
      email: ["메일", "이메일 주소"],
    },
    options: {
      role: { boss: "대표", director: "본부장", manager: "팀장", assistantDirector: "본부장 보좌", assistantManager: "팀장 보좌", sales: "영업", service: "고객지원", warehouse: "물류창고", purchasing: "구매", finance: "재무", partner: "파트너" },
      rights: { admin: "시스템 관리", cost: "원가 조회", credit: "여신 조회", products: "제품 관리", export: "내보내기", import: "가져오기", purge: "영구 삭제", exportReports: "개별 보고서 내보내기", allReports: "종합 보고서 조회", lookUp: "고객 중복 조회" },
    },
    views: { internal: "내부 직원", partners: "외부 파트너" },
    sections: { basic: "직원 정보", place: "역할과 권한" },
    related: { "user.assists": "보좌 직원" },
  },
};
