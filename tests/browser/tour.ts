import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { fillSignIn, LIN, LONG } from "./app.ts";
import { ask, type Server, type ServerSignIn } from "./server.ts";

export interface TourRecords {
  readonly customer: string;
  readonly opportunity: string;
  readonly order: string;
  readonly product: string;
  readonly jobFunction: string;
}

export interface TourScreen {
  readonly name: string;
  readonly path: (records: TourRecords) => string;
  /** What is done once the address is open. Words are avoided, so that it works in every language. */
  readonly act?: (page: Page) => Promise<void>;
  /** It is painted when this is there. */
  readonly ready: (page: Page) => Locator;
  /** What lies over a screen that is looked at on its own; only this part is new. */
  readonly part?: string;
  /** Puts away what would lie over the next screen. */
  readonly leave?: (page: Page) => Promise<void>;
}

const escape = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await expect(page.locator(".dialog, .popup, .palette")).toHaveCount(0);
};

/** The opportunities stand in the place of the list that was there before, as a table or a board. */
const opportunitiesShown = (page: Page): Promise<void> => expect(page.locator('[role=columnheader][data-column="subject"], .board__card').first()).toBeAttached();

const DEALS = {
  name: "deals.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "Subject,Customer,Stage,Expected amount,Expected sign date,Source,Owner",
      "泓亘模具 在线检测改造,北京泓亘模具有限公司,Proposal,128000.00,2026-12-18,Referral,林雨涵",
      "Thermal labels framework 2027,上海六合自动化设备有限公司,Negotiation,86500.00,2027-01-15,Exhibition,林雨涵",
      "수축 필름 공급 계약,上海天工信息技术有限公司,Qualified,41200.50,2026-12-30,Website,김유진",
      "",
    ].join("\n"),
  ),
};

/** Every main screen, in an order in which each can follow the one before. */
export const SCREENS: readonly TourScreen[] = [
  { name: "today", path: () => "/", ready: (page) => page.locator(".home-list li").first() },
  { name: "customers", path: () => "/customer", ready: (page) => page.locator("[role=row] [role=gridcell]").first() },
  {
    name: "customers-filter",
    path: () => "/customer",
    act: (page) => page.locator(".list-toolbar [aria-haspopup=dialog]").first().click(),
    ready: (page) => page.locator(".filter-editor"),
    part: ".filter-editor",
    leave: escape,
  },
  {
    name: "board",
    path: () => "/opportunity",
    act: async (page) => {
      await opportunitiesShown(page);
      await page.locator(".list-toolbar .segmented__item").nth(1).click();
    },
    ready: (page) => page.locator(".board-card, .board__card").first(),
  },
  { name: "customer", path: (records) => `/${records.customer}`, ready: (page) => page.locator(".work__pane:not([inert]) .timeline-item").first() },
  { name: "opportunity", path: (records) => `/${records.opportunity}`, ready: (page) => page.locator(".work__pane:not([inert]) .timeline-item").first() },
  { name: "order", path: (records) => `/${records.order}`, ready: (page) => page.locator(".work__pane:not([inert]) .timeline-item").first() },
  { name: "product", path: (records) => `/${records.product}`, ready: (page) => page.locator(".work__pane:not([inert]) .timeline-item").first() },
  { name: "funnel", path: () => "/reports/funnel", ready: (page) => page.locator(".reports table tbody tr").first() },
  { name: "forecast", path: () => "/reports/forecast", ready: (page) => page.locator(".reports table tbody tr").first() },
  { name: "margin", path: () => "/reports/marginByProduct", ready: (page) => page.locator(".reports table tbody tr").first() },
  { name: "import", path: () => "/import", ready: (page) => page.locator(".import-drop") },
  {
    name: "import-columns",
    path: () => "/import",
    act: async (page) => {
      await page.locator("input[type=file]").first().setInputFiles(DEALS);
    },
    ready: (page) => page.locator(".import-column").first(),
  },
  { name: "bin", path: () => "/bin", ready: (page) => page.locator(".bin, .empty").first() },
  { name: "settings", path: () => "/settings", ready: (page) => page.locator(".settings") },
  { name: "attention", path: () => "/attention", ready: (page) => page.locator(".attention, .empty").first() },
  {
    name: "palette",
    path: () => "/customer",
    act: (page) => page.locator(".top__search").click(),
    ready: (page) => page.locator(".palette [role=option]").first(),
    part: ".palette",
    leave: escape,
  },
  {
    name: "create",
    path: () => "/opportunity",
    act: async (page) => {
      await opportunitiesShown(page);
      await page.locator(".list-toolbar .button[data-kind=primary]").click();
    },
    ready: (page) => page.locator(".dialog[data-shape=panel] .field").first(),
    part: ".dialog[data-shape=panel]",
    leave: escape,
  },
];

/** What administrators have besides. */
export const ADMIN_SCREENS: readonly TourScreen[] = [
  { name: "organisation", path: () => "/organisation", ready: (page) => page.locator(".work__pane:not([inert]) [role=row] [role=gridcell]").first() },
  {
    name: "company",
    path: () => "/organisation",
    act: (page) => page.locator(".organisation__work > .tabs [role=tab]").first().click(),
    ready: (page) => page.locator(".company[data-ready] .company-account"),
  },
  { name: "job function", path: (records) => `/${records.jobFunction}`, ready: (page) => page.locator(".matrix tbody tr").first() },
  { name: "accounts", path: () => "/accounts", ready: (page) => page.locator(".work__pane:not([inert]) tbody tr").first() },
  { name: "data log", path: () => "/log", ready: (page) => page.locator(".work__pane:not([inert]) [role=row] [role=gridcell]").first() },
];

interface Listed {
  readonly rows: readonly { readonly id: string }[];
}

/** Records worth looking at: the ones with the most in them. */
export const tourRecords = (server: Server): TourRecords => {
  const first = (kind: string, ...more: readonly string[]): string => {
    const found = ask(server.url, LIN, ["list", kind, ...more]) as Listed;
    const id = found.rows[0]?.id;
    if (!id) throw new Error(`the demo company has no ${kind}`);
    return id;
  };
  return {
    customer: first("customer", "--sort", "-revenue"),
    opportunity: first("opportunity", "--where", "stage in (analysis, proposal, negotiation)", "--sort", "-expectedAmount"),
    order: first("order", "--sort", "-total"),
    product: first("product"),
    jobFunction: first("jobFunction"),
  };
};

/** Signs in, in whatever language the page is, and waits until everything is there. */
export const signInAnywhere = async (page: Page, url: string, who: ServerSignIn): Promise<void> => {
  await page.goto(url);
  await fillSignIn(page, who);
  await expect(page.locator(".home__lists")).toBeVisible({ timeout: LONG });
  await expect(page.locator(".workspace__progress")).toHaveCount(0, { timeout: LONG });
};

/** Follows an address inside the app, as a link does, without loading the page again. */
export const visit = async (page: Page, path: string): Promise<void> => {
  await page.evaluate((address) => {
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }, path);
};

export const show = async (page: Page, screen: TourScreen, records: TourRecords): Promise<void> => {
  await visit(page, screen.path(records));
  await screen.act?.(page);
  await expect(screen.ready(page), screen.name).toBeVisible();
};

export interface Look {
  readonly theme?: "light" | "dark";
  readonly accent?: string;
  readonly locale?: string;
}

/** Takes the looks that a person chose on this device before. */
export const wear = async (context: BrowserContext, look: Look): Promise<void> => {
  await context.addInitScript((chosen) => {
    for (const [key, value] of Object.entries(chosen)) localStorage.setItem(`tidebook.${key}`, value);
  }, { ...look });
};

export const newPage = async (browser: Browser, size: { readonly width: number; readonly height: number }, look: Look, touch = false): Promise<Page> => {
  const context = await browser.newContext({ viewport: size, hasTouch: touch, isMobile: touch, locale: "en-US", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
  await wear(context, look);
  return context.newPage();
};
