import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { CustomerWork } from "./customer-work.tsx";
import { HotFlag } from "./hot-flag.tsx";

export const customerScreen: KindScreen = {
  work: CustomerWork,
  head: HotFlag,
  firstPart: { heading: "create.firstContact", kind: "contact", fields: ["name", "jobTitle", "mobile", "email"], by: "customers" },
  madeByName: true,
};
