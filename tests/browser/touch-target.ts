import type { Page } from "@playwright/test";

/** The least that a finger hits reliably, in CSS pixels. */
export const FINGER = 44;

const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option], [role=menuitem], [role=switch], [role=separator][tabindex='0']";

/**
 * Controls of the page that a finger of `FINGER` pixels misses, as short descriptions. What counts is where a tap lands, not how
 * large something is drawn. A control inside a table cell has the cell; a link within running text has its line.
 */
export const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    ({ controls, finger }) => {
      const half = finger / 2 - 1;
      const inert = (element: Element): boolean => element.closest("[inert], [aria-hidden=true]") !== null;
      const within = (element: Element): DOMRect => {
        let { left, top, right, bottom } = new DOMRect(0, 0, innerWidth, innerHeight);
        for (let box = element.parentElement; box; box = box.parentElement) {
          if (getComputedStyle(box).overflow === "visible") continue;
          const rect = box.getBoundingClientRect();
          left = Math.max(left, rect.left);
          top = Math.max(top, rect.top);
          right = Math.min(right, rect.right);
          bottom = Math.min(bottom, rect.bottom);
        }
        return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
      };
      const inText = (element: Element): boolean =>
        getComputedStyle(element).display === "inline" && [...(element.parentElement?.childNodes ?? [])].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      const lands = (element: Element, x: number, y: number): boolean => {
        const hit = document.elementFromPoint(x, y);
        /* What lies under a dialog and its veil cannot be meant, also before the dialog has hidden it from assistive technology. */
        if (!hit || (hit.closest("[role=dialog], .popup, .veil") && !element.closest("[role=dialog], .popup"))) return true;
        const same = element.contains(hit) || hit.closest("label")?.contains(element) === true;
        if (same) return true;
        /* A combined control, such as a field with its unit, is hit as a whole. */
        const whole = element.closest(".input, .checkbox, .segmented__item, [role=gridcell], [role=columnheader]");
        return whole?.contains(hit) === true;
      };
      const found: string[] = [];
      for (const element of document.querySelectorAll(controls)) {
        const rect = element.getBoundingClientRect();
        if (rect.width <= 1 || rect.height <= 1 || inert(element) || inText(element)) continue;
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false })) continue;
        const x = rect.left + rect.width / 2;
        const y = rect.top + rect.height / 2;
        const room = within(element);
        const sees = (px: number, py: number): boolean => px > room.left && px < room.right && py > room.top && py < room.bottom;
        if (!sees(x, y) || !lands(element, x, y)) continue;
        const around: readonly (readonly [number, number])[] = [
          [x - half, y],
          [x + half, y],
          [x, y - half],
          [x, y + half],
        ];
        const missed = around.filter(([px, py]) => sees(px, py) && !lands(element, px, py));
        if (missed.length === 0) continue;
        const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 24);
        found.push(`${element.tagName.toLowerCase()}.${element.getAttribute("class")?.split(" ").join(".") ?? ""} “${words}” ${Math.round(rect.width)}×${Math.round(rect.height)}, ${missed.map(([px, py]) => document.elementFromPoint(px, py)?.getAttribute("class") ?? "").join(" | ")}`);
      }
      return [...new Set(found)];
    },
    { controls: CONTROLS, finger: FINGER },
  );
