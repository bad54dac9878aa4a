import { createMemo, createSignal, For, onMount, type JSX } from "solid-js";
import type { Day } from "#domain/clock.ts";
import { useI18n } from "#client/i18n/i18n.tsx";
import { addDays } from "#client/i18n/typed-day.ts";
import { Button, IconButton } from "./button.tsx";
import { addMonths, monthGrid } from "./calendar-month.ts";
import "./calendar.css";

export interface CalendarProps {
  readonly value: Day | null;
  readonly onPick: (day: Day) => void;
  readonly onClose: () => void;
}

const STEPS: Readonly<Record<string, (day: Day) => Day>> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => `${day.slice(0, 8)}01`,
  End: (day) => addDays(addMonths(`${day.slice(0, 8)}01`, 1), -1),
};

export const Calendar = (props: CalendarProps): JSX.Element => {
  const { t, formats, locale, today } = useI18n();
  const [active, setActive] = createSignal<Day>(props.value ?? today());
  const weekStart = (): number => (locale() === "zh-CN" ? 1 : 0);
  const weeks = createMemo(() => monthGrid(active(), weekStart()));
  let table: HTMLTableElement | undefined;
  const focusDay = (): void =>
    queueMicrotask(() => table?.querySelector<HTMLButtonElement>(`[data-day="${active()}"]`)?.focus());
  onMount(focusDay);
  const weekday = (day: Day): string =>
    new Intl.DateTimeFormat(locale(), { weekday: "narrow", timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));
  return (
    <div
      class="calendar"
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          props.onClose();
        }
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        setActive(step(active()));
        focusDay();
      }}
    >
      <div class="calendar__top">
        <span class="calendar__month" aria-live="polite">
          {formats().day(active(), "month")}
        </span>
        <Button size="small" kind="quiet" onClick={() => props.onPick(today())}>
          {t("ui.today")}
        </Button>
        <IconButton size="small" icon="chevron-left" label={t("ui.previousMonth")} onClick={() => setActive(addMonths(active(), -1))} />
        <IconButton size="small" icon="chevron-right" label={t("ui.nextMonth")} onClick={() => setActive(addMonths(active(), 1))} />
      </div>
      <table role="grid" ref={(element) => (table = element)} aria-label={formats().day(active(), "month")}>
        <thead>
          <tr>
            <For each={weeks()[0]}>{(day) => <th scope="col">{weekday(day)}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={weeks()}>
            {(week) => (
              <tr>
                <For each={week}>
                  {(day) => (
                    <td role="presentation">
                      <button
                        type="button"
                        role="gridcell"
                        class="calendar__day"
                        data-day={day}
                        data-outside={day.slice(0, 7) === active().slice(0, 7) ? undefined : ""}
                        aria-selected={day === props.value}
                        aria-current={day === today() ? "date" : undefined}
                        aria-label={formats().day(day, "long")}
                        tabindex={day === active() ? 0 : -1}
                        onClick={() => props.onPick(day)}
                      >
                        {Number(day.slice(8))}
                      </button>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};
