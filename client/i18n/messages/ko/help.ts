import type { Same } from "../../message.ts";
import type { help as English } from "../en/help.ts";

export const help: Same<typeof English> = {
  "help.title": "키보드 단축키",
  "help.table": "표",
  "help.board": "보드",
  "help.editing": "편집 중",
  "help.arrows": "셀 사이 이동",
  "help.enter": "셀 편집, 또는 입력 확정",
  "help.escape": "원래 내용으로 되돌리기",
  "help.tab": "다음 셀로",
  "help.space": "행 선택",
  "help.shiftSpace": "여기까지 행 선택",
  "help.openRow": "기록 열기",
  "help.columnMenu": "열 옵션 (열 제목에서)",
  "help.moveColumn": "열 이동 (열 제목에서)",
  "help.ends": "행의 처음이나 끝",
  "help.pick": "카드 집기/놓기",
  "help.moveCard": "카드 이동",
  "help.edge": "표의 끝으로",
  "help.range": "여러 행 선택",
  "help.selectAll": "모든 행 선택",
  "help.copy": "셀 복사",
  "help.keepText": "긴 글 저장",
  "help.calendar": "달력이나 선택지 열기",
  "help.moveLine": "품목 줄 이동",
  "help.removeLine": "품목 줄 삭제",
};
