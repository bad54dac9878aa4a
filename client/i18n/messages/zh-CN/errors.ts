import type { Same } from "../../message.ts";
import type { errors as English } from "../en/errors.ts";

export const errors: Same<typeof English> = {
  "error.unexpected": "此处出错了。您的内容已保存在本机，请重新加载后继续。",
};
