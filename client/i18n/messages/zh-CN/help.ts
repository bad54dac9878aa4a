import type { Same } from "../../message.ts";
import type { help as English } from "../en/help.ts";

export const help: Same<typeof English> = {
  "help.title": "键盘快捷键",
  "help.table": "表格",
  "help.board": "看板",
  "help.editing": "编辑时",
  "help.arrows": "在单元格间移动",
  "help.enter": "编辑单元格，或确认输入",
  "help.escape": "恢复原来的内容",
  "help.tab": "转到下一个单元格",
  "help.space": "选择该行",
  "help.shiftSpace": "选择到此行",
  "help.openRow": "打开记录",
  "help.columnMenu": "列选项（在列标题上）",
  "help.moveColumn": "移动列（在列标题上）",
  "help.ends": "行首或行尾",
  "help.pick": "拿起或放下卡片",
  "help.moveCard": "移动卡片",
  "help.edge": "跳到表格边缘",
  "help.range": "选择多行",
  "help.selectAll": "选择全部行",
  "help.copy": "复制单元格",
  "help.keepText": "保存长文本",
  "help.calendar": "打开日历或选项",
  "help.moveLine": "移动明细行",
  "help.removeLine": "删除明细行",
};
