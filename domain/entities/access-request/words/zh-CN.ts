import type { EntityWords } from "#domain/schema/words.ts";

export const accessRequest: EntityWords = {
  one: "申请",
  many: "申请",
  fields: { title: "记录", wants: "申请内容", record: "记录编号", of: "类型", name: "查询名称", note: "理由", to: "交给", changes: "修改内容", answer: "答复", answered: "答复时间" },
  options: {
    wants: { read: "查看", change: "编辑", apply: "代为修改" },
    answer: { read: "可查看", change: "可编辑", applied: "已修改", declined: "已拒绝" },
  },
  views: {},
  sections: { basic: "申请" },
};
