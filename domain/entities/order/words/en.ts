import type { EntityWords } from "#domain/schema/words.ts";

export const order: EntityWords = {
  one: "Order",
  many: "Orders",
  fields: {
    subject: "Subject", orderNo: "Order no.", customer: "Customer", opportunity: "Opportunity", date: "Order date",
    paymentMethod: "Payment method", latestDeliveryDate: "Latest delivery date", orderStatus: "Order status", deliveryStatus: "Delivery",
    manualTotal: "Agreed total", paidAmount: "Paid", remarks: "Remarks", lines: "Products", total: "Total",
  },
  aliases: {
    subject: ["Order Name", "Order Subject", "Title"],
    orderNo: ["Order Number", "Order ID", "Sales Order No", "SO Number", "Document No"],
    customer: ["Account Name", "Company", "Company Name", "Customer Name", "Bill To", "Sold To"],
    opportunity: ["Opportunity Name", "Deal Name", "Deal"],
    date: ["Date", "Order Start Date", "Sales Order Date", "Signed Date"],
    paymentMethod: ["Payment Terms", "Payment Type", "Terms"],
    latestDeliveryDate: ["Delivery Date", "Due Date", "Ship By", "Requested Delivery"],
    orderStatus: ["Status"],
    deliveryStatus: ["Delivery Status", "Shipping Status", "Fulfillment Status"],
    manualTotal: ["Total Amount", "Order Amount", "Amount", "Grand Total"],
    paidAmount: ["Amount Paid", "Received", "Payment Received"],
    remarks: ["Description", "Notes", "Comments"],
    owner: ["Order Owner", "Owner", "Sales Rep", "Salesperson"],
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
