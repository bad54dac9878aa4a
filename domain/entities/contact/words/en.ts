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
  aliases: {
    name: ["Full Name", "Contact Name", "Contact", "Person"],
    jobTitle: ["Title", "Position", "Job", "Function"],
    role: ["Role", "Contact Role", "Decision Role"],
    phone: ["Phone Number", "Business Phone", "Work Phone", "Telephone", "Tel"],
    mobile: ["Mobile Phone", "Mobile Phone Number", "Cell", "Cell Phone"],
    email: ["Email", "Email Address", "E-mail Address", "Mail"],
    wechat: ["WeChat ID", "Weixin"],
    birthday: ["Birthdate", "Date of Birth", "Birth Date"],
    address: ["Mailing Address", "Mailing Street"],
    preferences: ["Hobbies", "Interests", "Likes"],
    remarks: ["Description", "Notes", "Comments"],
    customers: ["Account Name", "Company", "Company Name", "Customer", "Customer Name", "Associated Company", "Organization"],
    owner: ["Contact Owner", "Owner", "Assigned To"],
  },
  options: {
    role: { decisionMaker: "Decision maker", approver: "Approver", evaluator: "Evaluator", user: "User" },
    category: { key: "Key contact", normal: "Contact", former: "Has left" },
  },
  views: { mine: "My contacts", decisionMakers: "Decision makers", birthday: "Birthdays this month", withoutCustomer: "Without customer" },
  related: { "contact.reportsTo": "Reports" },
  sections: { basic: "Basics", contact: "Ways to reach", personal: "Personal", remarks: "Remarks" },
};
