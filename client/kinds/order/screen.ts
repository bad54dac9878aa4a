import type { KindScreen } from "#client/kinds/kind-screen.ts";
import { orderActions } from "./order-actions.ts";
import { OrderWork } from "./order-work.tsx";

export const orderScreen: KindScreen = {
  work: OrderWork,
  elsewhere: ["manualTotal", "paidAmount"],
  wide: true,
  actions: orderActions,
};
