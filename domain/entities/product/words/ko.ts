import type { EntityWords } from "#domain/schema/words.ts";

export const product: EntityWords = {
  one: "제품",
  many: "제품",
  fields: {
    needsCostReview: "원가 재검토 필요",
    name: "제품명", model: "모델명", productNo: "제품 번호", spec: "규격", category: "제품 분류", series: "시리즈", unit: "단위",
    listPrice: "표준 단가", cost: "원가", minStock: "최소 재고", maxStock: "최대 재고", stockManaged: "재고 관리",
    discontinued: "단종", discountSpec: "할인 기준", manufacturer: "제조사", material: "재질",
    description: "제품 설명", techParams: "기술 사양", faq: "자주 묻는 질문", remarks: "비고",
  },
  options: { category: { hardware: "하드웨어", equipment: "장비", component: "부품", consumable: "소모품", software: "소프트웨어", service: "서비스" } },
  views: { current: "판매 중", stocked: "재고 관리", notStocked: "재고 미관리", discontinued: "단종" },
  sections: { basic: "기본 정보", price: "가격", stock: "재고", description: "설명" },
};
