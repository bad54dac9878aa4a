import type { Same } from "../../message.ts";
import type { settings as English } from "../en/settings.ts";

export const settings: Same<typeof English> = {
  "settings.device": "이 기기",
  "settings.unsaved": { other: "아직 서버에 백업되지 않은 변경이 {count}건 있습니다." },
  "settings.allSaved": "이 기기의 내용은 모두 서버에 백업되어 있습니다.",
  "settings.exportOutbox": "파일로 저장",
  "settings.appearance": "화면",
  "settings.account": "계정",
  "settings.persist": "영구 보관",
  "settings.notPersist": "공간이 부족하면 브라우저가 지울 수 있습니다. 앱을 설치하면 막을 수 있습니다.",
  "settings.used": "{used} 사용 중",
  "settings.signOutWaiting": { other: "아직 전송되지 않은 변경이 {count}건 있습니다. 파일로 저장하지 않고 로그아웃하면 사라집니다." },
  "settings.signOutAnyway": "버리고 로그아웃",
};
