import type { EntityWords } from "#domain/schema/words.ts";

export const product: EntityWords = {
  one: "Product",
  many: "Products",
  fields: {
    needsCostReview: "Cost needs review",
    name: "Name", model: "Model", productNo: "Product no.", spec: "Specification", category: "Category", series: "Series", unit: "Unit",
    listPrice: "List price", cost: "Cost", minStock: "Minimum stock", maxStock: "Maximum stock", stockManaged: "Stock managed",
    discontinued: "Discontinued", discountSpec: "Discount rules", manufacturer: "Manufacturer", material: "Material",
    description: "Description", techParams: "Technical data", faq: "Questions and answers", remarks: "Remarks",
  },
  options: {
    category: { hardware: "Hardware", equipment: "Equipment", component: "Components", consumable: "Consumables", software: "Software", service: "Services" },
  },
  views: { current: "On sale", stocked: "Kept in stock", notStocked: "Not kept in stock", discontinued: "Discontinued" },
  sections: { basic: "Basics", price: "Price", stock: "Stock", description: "Description" },
};
