import type { Instant } from "#domain/clock.ts";
import type { RecordId } from "#domain/id.ts";
import { toDecimal } from "#domain/schema/decimal.ts";
import { addDays, officeMoment, startOf, workdayFrom } from "./calendar.ts";
import { known, type DemoRecord, type World } from "./record.ts";
import type { Language, Staff } from "./staff.ts";
import { PRODUCT_TEXTS, PRODUCTS } from "./vocabulary/products.ts";

export interface Article {
  readonly id: RecordId;
  readonly no: string;
  readonly category: string;
  readonly unit: string;
  readonly price: number;
  /** Usual quantity of one deal and how widely it varies. */
  readonly quantity: number;
  readonly spread: number;
  readonly called: Readonly<Record<Language, string>>;
  /** How often it is the main article of a deal. */
  readonly weight: number;
  readonly companions: readonly string[];
  readonly since: Instant;
}

/** Costs are agreed in steps that fit their size. */
const landed = (cost: number): string => {
  const step = cost >= 1000 ? 10 : cost >= 100 ? 1 : 0.05;
  return String(Math.round(Math.round(cost / step) * step * 100) / 100);
};

const multiline = (text: string | undefined) => (text ? text.split("^").join("\n") : undefined);

/** Articles with their records; a few joined the catalogue later. */
export const createCatalogue = (world: World, staff: Staff): { articles: readonly Article[]; records: readonly DemoRecord[] } => {
  const dice = world.dice.fork("catalogue");
  const keeper = staff.of("warehouse")[0] ?? staff.boss;
  const records: DemoRecord[] = [];
  let tick = startOf(world.begin) + 13 * 3_600_000;
  const articles = PRODUCTS.map((row): Article => {
    const [no = "", name = "", model = "", category = "", series = "", unit = "", list = "0", share = "0", quantity, spread] = row;
    const [, , , , , , , , , , manufacturer = "", zh = "", ko = "", en = "", spec = "", weight, companions = ""] = row;
    const late = ["HW-2014", "SW-6030", "EQ-1080"].includes(no);
    const at = late ? officeMoment(workdayFrom(addDays(world.begin, dice.int(150, 420))), dice) : (tick += dice.int(90_000, 400_000));
    const id = world.idAt("product", at);
    const [, description, techParams, faq] = PRODUCT_TEXTS.find(([wanted]) => wanted === no) ?? [];
    const stocked = category !== "software" && category !== "service";
    const minStock = Math.max(1, Math.round(Number(quantity) * 1.5));
    const stopped = no === "EQ-1014";
    const price = toDecimal(list) ?? "0";
    records.push({
      id,
      at,
      by: keeper.id,
      values: known({
        name,
        model,
        productNo: no,
        spec,
        category,
        series,
        unit,
        listPrice: price,
        cost: landed((Number(list) * (Number(share) + dice.int(-90, 90) / 100)) / 100),
        manufacturer,
        minStock: stocked ? String(minStock) : undefined,
        maxStock: stocked ? String(minStock * dice.int(4, 6)) : undefined,
        stockManaged: stocked ? { by: keeper.id, at } : undefined,
        discontinued: stopped ? { by: keeper.id, at: officeMoment(workdayFrom(addDays(world.begin, 300)), dice) } : undefined,
        discountSpec: category === "consumable" ? "整箱 97 折，年框 92 折" : category === "software" ? "三年一次付 85 折" : undefined,
        description: multiline(description),
        techParams: multiline(techParams),
        faq: multiline(faq),
        remarks: stopped ? "已停产，保留备件供应到明年底。" : undefined,
        created: { by: keeper.id, at },
      }),
    });
    return {
      id,
      no,
      category,
      unit,
      price: Number(list),
      quantity: Number(quantity),
      spread: Number(spread),
      called: { zh, ko, en },
      weight: Number(weight),
      companions: companions === "" ? [] : companions.split(","),
      since: at,
    };
  });
  return { articles, records };
};
