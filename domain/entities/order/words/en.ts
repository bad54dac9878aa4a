import type { EntityWords } from "#domain/schema/words.ts";

export const order: EntityWords = {
  one: "Order",
  many: "Orders",
  fields: {
    subject: "Subject", orderNo: "Order no.", customer: "Customer", opportunity: "Opportunity", date: "Order date",
    paymentMethod: "Payment method", latestDeliveryDate: "Latest delivery date", orderStatus: "Order status", deliveryStatus: "Delivery",
    manualTotal: "Agreed total", paidAmount: "Paid", remarks: "Remarks", lines: "Products", total: "Total",
  },
  options: {
    paymentMethod: { transfer: "Bank transfer", cash: "Cash", cheque: "Cheque", acceptance: "Bank acceptance", card: "Card", monthly: "Monthly settlement" },
    orderStatus: { draft: "Draft", confirmed: "Confirmed", completed: "Completed", cancelled: "Cancelled" },
    deliveryStatus: { none: "Not delivered", partial: "Partly delivered", delivered: "Delivered" },
  },
  views: { mine: "My orders", open: "Open", toDeliver: "To deliver", thisMonth: "This month", thisYear: "This year" },
  sections: { basic: "Basics", terms: "Terms and progress", remarks: "Remarks" },
  lines: {
    lines: { product: "Product", quantity: "Quantity", deliveredQuantity: "Delivered", unitPrice: "Unit price", discount: "Discount", remark: "Remark" },
  },
};
