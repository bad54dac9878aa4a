import type { KindScreen } from "#client/kinds/kind-screen.ts";

export const contactScreen: KindScreen = { madeByName: true };
