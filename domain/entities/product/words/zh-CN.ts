import type { EntityWords } from "#domain/schema/words.ts";

export const product: EntityWords = {
  one: "产品",
  many: "产品",
  fields: {
    needsCostReview: "成本待核定",
    name: "产品名称", model: "型号", productNo: "产品编号", spec: "规格", category: "产品分类", series: "系列", unit: "单位",
    listPrice: "标准单价", cost: "成本价", minStock: "库存下限", maxStock: "库存上限", stockManaged: "库存管理",
    discontinued: "停售", discountSpec: "折扣说明", manufacturer: "生产厂商", material: "材质",
    description: "产品说明", techParams: "技术参数", faq: "常见问题", remarks: "备注",
  },
  options: { category: { hardware: "硬件", equipment: "设备", component: "零部件", consumable: "耗材", software: "软件", service: "服务" } },
  views: { current: "在售", stocked: "管理库存", notStocked: "不管理库存", discontinued: "停售" },
  sections: { basic: "基本信息", price: "价格", stock: "库存", description: "说明" },
};
