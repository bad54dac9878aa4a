import type { EntityWords } from "#domain/schema/words.ts";

export const contact: EntityWords = {
  one: "Contact",
  many: "Contacts",
  fields: {
    reportsTo: "Reports to", mainContact: "Our main contact", character: "Character and style",
    name: "Name", jobTitle: "Job title", role: "Buying role", category: "Category", department: "Department", phone: "Phone", mobile: "Mobile",
    email: "E-mail", wechat: "WeChat", kakaotalk: "KakaoTalk", qq: "QQ", msn: "MSN", birthday: "Birthday", address: "Address",
    preferences: "Preferences", remarks: "Remarks", customers: "Customers", surname: "Surname", birthdayThisMonth: "Birthday this month",
  },
  options: {
    role: { decisionMaker: "Decision maker", approver: "Approver", evaluator: "Evaluator", user: "User" },
    category: { key: "Key contact", normal: "Contact", former: "Has left" },
  },
  views: { mine: "My contacts", decisionMakers: "Decision makers", birthday: "Birthdays this month", withoutCustomer: "Without customer" },
  related: { "contact.reportsTo": "Reports" },
  sections: { basic: "Basics", contact: "Ways to reach", personal: "Personal", remarks: "Remarks" },
};
