import type { Same } from "../../message.ts";
import type { app as English } from "../en/app.ts";

export const app: Same<typeof English> = {
  "app.home": "今日",
  "app.reports": "报表",
  "app.import": "导入",
  "app.bin": "回收站",
  "app.attention": "待处理",
  "app.settings": "设置",
  "app.organisation": "组织",
  "app.undone": "已撤销：{name}",
  "app.redone": "已重做：{name}",
  "app.undoneSkipped": { other: "已撤销：{name}。有 {count} 个字段同事之后改过，未改动。" },
  "app.undoRefused": "已无法撤销：{reason}",
  "app.nothingToUndo": "没有可撤销的操作",
  "app.nothingToRedo": "没有可重做的操作",
  "app.recent": "最近",
  "app.close": "关闭",
  "app.progress": "正在获取 {done} / {total} 条记录",
  "app.workerBack": "Tidebook 在后台重新启动了，您的工作已保存。",
  "viewing.label": "以他人身份查看",
  "viewing.banner": "您正以{name}的身份查看 Tidebook（只读）",
  "viewing.leave": "退出",
  "viewing.none": "无法显示此视图",
  "viewing.noneExplain": "需要网络连接、您的“系统管理”权限，且该账号未被停用。",
};
