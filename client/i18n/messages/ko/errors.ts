import type { Same } from "../../message.ts";
import type { errors as English } from "../en/errors.ts";

export const errors: Same<typeof English> = {
  "error.unexpected": "문제가 발생했습니다. 작업 내용은 이 기기에 보관되어 있으니 새로 고침해 주세요.",
};
