import type { Filter, Sort } from "#domain/schema/entity.ts";
import { inPlay } from "#domain/entities/opportunity/stages.ts";
import { addDays, officeMoment, workdayFrom } from "./calendar.ts";
import type { DemoRecord, World } from "./record.ts";
import type { Staff } from "./staff.ts";

/** A saved view as somebody of the company would have made it. `spec` is the JSON that lists keep. */
interface DemoView {
  readonly by: string;
  readonly of: string;
  readonly name: string;
  readonly filter: Filter;
  readonly sort: readonly Sort[];
  readonly columns?: readonly string[];
  readonly layout?: "board";
  readonly shared?: true;
  readonly pinned?: true;
}

const VIEWS: readonly DemoView[] = [
  {
    by: "gu.mingyuan", of: "customer", name: "重点客户 60 天未跟进", shared: true, pinned: true,
    filter: { all: [{ field: "category", is: "in", value: ["vip", "agent"] }, { field: "daysSinceFollowUp", is: "above", value: 60 }] },
    sort: [{ by: "daysSinceFollowUp", down: true }],
    columns: ["name", "category", "daysSinceFollowUp", "stage", "region", "owner", "phone"],
  },
  {
    by: "gu.mingyuan", of: "order", name: "已确认未收款", shared: true, pinned: true,
    filter: { all: [{ field: "orderStatus", is: "equals", value: "confirmed" }, { any: [{ field: "paidAmount", is: "empty" }, { field: "paidAmount", is: "equals", value: 0 }] }] },
    sort: [{ by: "date" }],
  },
  {
    by: "lin.yuhan", of: "opportunity", name: "50 万以上大单", shared: true, pinned: true,
    filter: { all: [...inPlay, { field: "expectedAmount", is: "atLeast", value: 500_000 }] },
    sort: [{ by: "expectedAmount", down: true }],
    columns: ["subject", "customer", "stage", "daysInStage", "expectedAmount", "expectedSignDate", "commitment", "owner"],
  },
  {
    by: "lin.yuhan", of: "opportunity", name: "本季度签约看板", shared: true, layout: "board",
    filter: { all: [{ field: "expectedSignDate", is: "within", value: { period: "quarter" } }, { field: "status", is: "equals", value: "open" }] },
    sort: [{ by: "expectedSignDate" }],
  },
  {
    by: "wang.siqi", of: "customer", name: "本周要跟进", pinned: true,
    filter: { all: [{ field: "owner", is: "equals", value: "me" }, { field: "category", is: "in", value: ["vip", "ordinary"] }, { field: "daysSinceFollowUp", is: "above", value: 14 }] },
    sort: [{ by: "daysSinceFollowUp", down: true }],
    columns: ["name", "daysSinceFollowUp", "stage", "hotLevel", "phone"],
  },
  {
    by: "wang.siqi", of: "contact", name: "关键人", pinned: true,
    filter: { all: [{ field: "owner", is: "equals", value: "me" }, { any: [{ field: "role", is: "equals", value: "decisionMaker" }, { field: "category", is: "equals", value: "key" }] }] },
    sort: [{ by: "name" }],
  },
  {
    by: "kim.yujin", of: "opportunity", name: "이번 분기 수주 예정", shared: true, pinned: true,
    filter: { all: [...inPlay, { field: "customer.country", is: "equals", value: "대한민국" }, { field: "expectedSignDate", is: "within", value: { period: "quarter" } }] },
    sort: [{ by: "expectedSignDate" }],
  },
  {
    by: "kim.yujin", of: "customer", name: "신용한도 점검", pinned: true,
    filter: { all: [{ field: "country", is: "equals", value: "대한민국" }, { field: "creditLimit", is: "filled" }] },
    sort: [{ by: "creditLimit", down: true }],
    columns: ["name", "category", "creditLimit", "paymentTermDays", "owner"],
  },
  {
    by: "lee.dohyun", of: "opportunity", name: "내 큰 건", pinned: true,
    filter: { all: [...inPlay, { field: "owner", is: "equals", value: "me" }, { field: "expectedAmount", is: "atLeast", value: 100_000 }] },
    sort: [{ by: "expectedAmount", down: true }],
  },
  {
    by: "emily.carter", of: "customer", name: "Accounts to call", pinned: true,
    filter: { all: [{ field: "owner", is: "equals", value: "me" }, { field: "stage", is: "not", value: "lost" }, { field: "daysSinceFollowUp", is: "atLeast", value: 21 }] },
    sort: [{ by: "daysSinceFollowUp", down: true }],
    columns: ["name", "country", "daysSinceFollowUp", "stage", "phone", "website"],
  },
  {
    by: "emily.carter", of: "opportunity", name: "Tenders and frameworks",
    filter: { all: [...inPlay, { field: "purchaseMethod", is: "in", value: ["tender", "framework"] }] },
    sort: [{ by: "expectedSignDate" }],
  },
];

const specOf = ({ filter, sort, columns, layout }: DemoView): string =>
  JSON.stringify({ filter, sort, columns: (columns ?? []).map((path) => ({ path })), frozen: 1, layout: layout ?? "list" });

/** The saved views that people made over the last months, some for themselves and some for everybody. */
export const createViews = (world: World, staff: Staff): readonly DemoRecord[] => {
  const dice = world.dice.fork("views");
  return VIEWS.flatMap((view): DemoRecord[] => {
    const owner = staff.people.find(({ account }) => account === view.by);
    if (!owner) return [];
    const at = officeMoment(workdayFrom(addDays(world.today, -dice.int(20, 160))), dice);
    const mark = { by: owner.id, at };
    return [
      {
        id: world.idAt("view", at),
        at,
        by: owner.id,
        values: {
          name: view.name,
          of: view.of,
          spec: specOf(view),
          owner: owner.id,
          created: mark,
          ...(view.shared ? { shared: mark } : {}),
          ...(view.pinned ? { pinned: mark } : {}),
        },
      },
    ];
  });
};
