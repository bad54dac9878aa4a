import { spelledIn, tableIn } from "./lines.ts";

export const KO_BRANDS = spelledIn(`
다온 daon, 가람 garam, 누리온 nurion, 세원 sewon, 한결 hangyeol, 이룸 iroom, 하람 haram, 청솔 cheongsol, 태린 taerin, 유림 yurim,
보성 bosung, 진성 jinsung, 동현 donghyun, 성림 sunglim, 대륭 daeryung, 신흥 shinheung, 우림 woorim, 광명 kwangmyung, 영진 youngjin, 서진 seojin,
제이원 jone, 케이테크 ktech, 에스엠 smc, 디에이치 dhi, 엔케이 nkc, 한들 handeul, 아이디 idt, 씨엔에스 cns, 와이즈 wise, 네오 neo,
미르 mir, 새한 saehan, 정우 jungwoo, 명신 myungshin, 남양 namyang, 부광 bukwang, 동신 dongshin, 경원 kyungwon, 화림 hwarim, 세명 semyung,
금솔 kumsol, 태주 taeju, 원일 wonil, 대곡 daegok, 삼영 samyoung, 일호 ilho, 현우 hyunwoo, 승리 seungri, 오성 osung, 신일 shinil,
은성 eunsung, 코어 core, 에이펙스 apex, 라온 raon, 단비 danbi, 솔빛 solbit, 해온 haeon, 두레 doore, 참빛 chambit, 온누리 onnuri,
백산 baeksan, 강림 kanglim, 성안 sungan, 동해온 donghaeon, 유솔 yusol, 창대 changdae, 지엘 gltech, 엠에스 msp, 티엔 tnt, 비전 visionk
`);

/** Industry, share, suffix of the name, what it does. */
export const KO_TRADES = tableIn(`
manufacturing|8|정밀|정밀 가공
manufacturing|5|산업|산업용 부품
manufacturing|4|금형|사출 금형
manufacturing|3|패키징|포장재
electronics|8|전자|전자 부품
electronics|5|반도체|반도체 장비 부품
electronics|4|디스플레이|디스플레이 소재
machinery|7|기계|산업 기계
machinery|6|오토메이션|공장 자동화
machinery|5|엔지니어링|설비 엔지니어링
automotive|7|오토텍|자동차 부품
automotive|3|모빌리티|전장 부품
food|5|푸드|식품 가공
food|2|F&B|외식 프랜차이즈
logistics|5|로지스틱스|3자 물류
logistics|3|물류|보세 창고
medical|5|메디칼|의료기기
medical|3|바이오|진단 시약
energy|4|에너지|2차전지 소재
construction|3|건설|플랜트 설비
technology|4|시스템즈|시스템 통합
software|3|소프트|기업용 소프트웨어
retail|3|유통|사무용품 유통
telecommunications|2|텔레콤|통신 장비
`);

/** Region, city, dialling code, weight, districts with their roads. */
export const KO_CITIES = tableIn(`
경기도|화성시|031|16|동탄면 동탄첨단산업1로,팔탄면 푸른들판로,향남읍 제약공단1길
경기도|안산시|031|11|단원구 산단로,단원구 별망로,상록구 해안로
경기도|평택시|031|8|청북읍 현곡산단로,포승읍 평택항로,산단로
경기도|성남시|031|7|분당구 판교로,중원구 둔촌대로,분당구 대왕판교로
경기도|수원시|031|6|영통구 신원로,권선구 산업로
경기도|시흥시|031|6|공단1대로,마유로,경제로
인천광역시|남동구|032|10|남동대로,은봉로,청능대로
인천광역시|연수구|032|4|송도과학로,하모니로
서울특별시|금천구|02|9|가산디지털1로,디지털로9길,벚꽃로
서울특별시|구로구|02|6|디지털로,경인로
서울특별시|강남구|02|5|테헤란로,봉은사로
서울특별시|성동구|02|4|성수이로,아차산로
경상남도|창원시|055|8|성산구 공단로,의창구 차룡로,성산구 창원대로
경상북도|구미시|054|6|1공단로,3공단2로,산호대로
부산광역시|강서구|051|6|녹산산단로,미음산단로
대구광역시|달서구|053|4|성서공단로,달서대로
광주광역시|광산구|062|4|하남산단로,평동산단로
충청남도|천안시|041|6|서북구 직산읍 4산단로,서북구 성거읍 천흥로
충청남도|아산시|041|4|음봉면 연암율금로,둔포면 아산밸리로
충청북도|청주시|043|4|흥덕구 직지대로,청원구 오창읍 양청로
대전광역시|유성구|042|4|테크노2로,가정북로
`);
