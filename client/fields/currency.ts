import type { Accessor } from "solid-js";
import { useCompany } from "./company.ts";

/** ISO 4217 code of the company's currency. */
export const useCurrency = (): Accessor<string> => useCompany().currency;
