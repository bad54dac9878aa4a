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
  aliases: {
    name: ["品名", "产品", "商品名称", "物料名称", "名称"],
    model: ["产品型号", "规格型号"],
    productNo: ["产品编码", "产品代码", "货号", "物料编码", "商品编码"],
    spec: ["产品规格"],
    category: ["分类", "产品类别", "类别"],
    series: ["产品系列"],
    unit: ["计量单位", "销售单位"],
    listPrice: ["单价", "价格", "销售价", "标准价", "售价", "零售价"],
    cost: ["成本", "成本单价", "采购价", "进价"],
    minStock: ["最低库存", "安全库存"],
    maxStock: ["最高库存"],
    manufacturer: ["厂家", "品牌", "生产厂家", "制造商"],
    description: ["产品描述", "描述", "产品介绍"],
    techParams: ["参数"],
    remarks: ["说明"],
  },
  options: { category: { hardware: "硬件", equipment: "设备", component: "零部件", consumable: "耗材", software: "软件", service: "服务" } },
  views: { current: "在售", stocked: "管理库存", notStocked: "不管理库存", discontinued: "停售" },
  sections: { basic: "基本信息", price: "价格", stock: "库存", description: "说明" },
};
