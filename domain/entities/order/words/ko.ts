import type { EntityWords } from "#domain/schema/words.ts";

export const order: EntityWords = {
  one: "주문",
  many: "주문",
  fields: {
    subject: "주문명", orderNo: "주문 번호", customer: "고객", opportunity: "관련 영업기회", date: "주문일",
    paymentMethod: "결제 방식", latestDeliveryDate: "납기일", orderStatus: "주문 상태", deliveryStatus: "납품 상태",
    manualTotal: "합의 금액", paidAmount: "수금액", remarks: "비고", lines: "주문 내역", total: "주문 금액",
  },
  options: {
    paymentMethod: { transfer: "계좌이체", cash: "현금", cheque: "수표", acceptance: "어음", card: "카드", monthly: "월말 정산" },
    orderStatus: { draft: "작성 중", confirmed: "확정", completed: "완료", cancelled: "취소" },
    deliveryStatus: { none: "미납품", partial: "일부 납품", delivered: "납품 완료" },
  },
  views: { mine: "내 주문", open: "미완료", toDeliver: "납품 대기", thisMonth: "이번 달", thisYear: "올해" },
  sections: { basic: "기본 정보", terms: "조건 및 진행", remarks: "비고" },
  lines: {
    lines: { product: "제품", quantity: "수량", deliveredQuantity: "납품 수량", unitPrice: "단가", discount: "할인율", remark: "비고" },
  },
};
