import type { Same } from "../../message.ts";
import type { home as English } from "../en/home.ts";

export const home: Same<typeof English> = {
  "home.title": "首页",
  "home.first": "从现有数据开始",
  "home.first.text": "可以从文件导入客户、商机或订单，也可以先新建第一个客户。此页内容会随之自动出现。",
  "home.first.import": "导入文件",
  "home.first.create": "新建客户",
  "home.whose": "范围",
  "home.mine": "我的",
  "home.everyone": "全部可见",
  "home.closing": "30 天内签约",
  "home.closingNone": "30 天内没有待签约的商机。",
  "home.followUps": "最近跟进",
  "home.followUpsNone": "还没有跟进记录，可在上方填写。",
  "home.hot": "热点客户",
  "home.hotNone": "没有标记为热点的客户。",
  "home.quiet": "30 天未跟进",
  "home.quietNone": "所有客户 30 天内均有跟进。",
  "home.new": "近 7 天新增商机",
  "home.newNone": "近 7 天没有新增商机。",
  "home.more": { other: "还有 {count} 条" },
  "home.note.whom": "请选择客户或商机",
  "home.note.kept": "已添加跟进记录",
};
