import type { Same } from "../../message.ts";
import type { app as English } from "../en/app.ts";

export const app: Same<typeof English> = {
  "app.home": "오늘",
  "app.reports": "보고서",
  "app.import": "가져오기",
  "app.bin": "휴지통",
  "app.attention": "확인 필요",
  "app.settings": "설정",
  "app.organisation": "조직",
  "app.undone": "실행 취소: {name}",
  "app.redone": "다시 실행: {name}",
  "app.undoneSkipped": { other: "실행 취소: {name}. 이후 동료가 바꾼 필드 {count}개는 그대로 두었습니다." },
  "app.undoRefused": "더 이상 취소할 수 없습니다: {reason}",
  "app.nothingToUndo": "취소할 작업이 없습니다",
  "app.nothingToRedo": "다시 실행할 작업이 없습니다",
  "app.recent": "최근",
  "app.close": "닫기",
  "app.progress": "기록 {total}건 중 {done}건 가져오는 중",
  "app.workerBack": "Tidebook이 백그라운드에서 다시 시작되었습니다. 작업은 보관되어 있습니다.",
  "viewing.label": "다른 사람으로 보기",
  "viewing.banner": "{name} 님의 Tidebook 화면을 보고 있습니다(읽기 전용)",
  "viewing.leave": "나가기",
  "viewing.none": "이 화면을 표시할 수 없습니다",
  "viewing.noneExplain": "네트워크 연결과 “관리” 권한이 필요하며, 사용 중지되지 않은 계정이어야 합니다.",
};
