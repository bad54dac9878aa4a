import type { EntityWords } from "#domain/schema/words.ts";

export const order: EntityWords = {
  one: "订单",
  many: "订单",
  fields: {
    subject: "订单主题", orderNo: "订单号", customer: "客户", opportunity: "对应商机", date: "签单日期",
    paymentMethod: "付款方式", latestDeliveryDate: "最晚发货日期", orderStatus: "订单状态", deliveryStatus: "交付状态",
    manualTotal: "约定总额", paidAmount: "已回款金额", remarks: "备注", lines: "订单明细", total: "订单金额",
  },
  options: {
    paymentMethod: { transfer: "银行转账", cash: "现金", cheque: "支票", acceptance: "承兑汇票", card: "刷卡", monthly: "月结" },
    orderStatus: { draft: "草稿", confirmed: "执行中", completed: "已完成", cancelled: "已取消" },
    deliveryStatus: { none: "未发货", partial: "部分发货", delivered: "已发货" },
  },
  views: { mine: "我的订单", open: "未完成", toDeliver: "待发货", thisMonth: "本月订单", thisYear: "本年订单" },
  sections: { basic: "基本信息", terms: "条款与进度", remarks: "备注" },
  lines: {
    lines: { product: "产品", quantity: "数量", deliveredQuantity: "已发数量", unitPrice: "单价", discount: "折扣", remark: "备注" },
  },
};
