import type { Same } from "../../message.ts";
import type { settings as English } from "../en/settings.ts";

export const settings: Same<typeof English> = {
  "settings.device": "此设备",
  "settings.unsaved": { other: "还有 {count} 项更改未备份到服务器。" },
  "settings.allSaved": "此设备上的内容均已备份到服务器。",
  "settings.exportOutbox": "另存为文件",
  "settings.appearance": "外观",
  "settings.account": "账号",
  "settings.persist": "永久保存",
  "settings.notPersist": "空间不足时浏览器可能会清除数据，安装应用可避免。",
  "settings.used": "已用 {used}",
  "settings.signOutWaiting": { other: "还有 {count} 项更改未发送。请先另存为文件，否则退出后将丢失。" },
  "settings.signOutAnyway": "退出并放弃",
};
