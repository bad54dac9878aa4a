import type { EntityWords } from "#domain/schema/words.ts";

export const pool: EntityWords = {
  one: "公海",
  many: "公海",
  fields: {
    name: "名称",
    limit: "每人保有上限",
    waitDays: "再次领取间隔（天）",
    remarks: "备注",
    users: "成员",
    units: "部门",
    groups: "用户组",
    managers: "公海管理员",
  },
  options: {},
  views: {},
  sections: { basic: "公海", people: "领取与分配" },
};
