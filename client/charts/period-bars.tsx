import { createEffect, onCleanup, onMount, type JSX } from "solid-js";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./period-bars.css";
import { textWidth } from "./clip-text.ts";
import { createThemeMark } from "./theme-mark.ts";
import { seriesToken, tokenColor } from "./tokens.ts";

export interface BarSeries {
  readonly label: string;
  /** One per period; null leaves a gap. Numbers for drawing only: `shown` carries the exact figure. */
  readonly values: readonly (number | null)[];
  readonly shown: readonly string[];
  /** `beside` stands next to the first series, `within` narrower in front of it, `line` on top. Default beside. */
  readonly as?: "beside" | "within" | "line";
  /** Colour token; by default that of its place among the series. */
  readonly token?: string;
}

export interface PeriodBarsProps {
  readonly label: string;
  readonly periods: readonly string[];
  readonly series: readonly BarSeries[];
  /** Short form of a value for the axis. */
  readonly tick: (value: number) => string;
  readonly onPick?: (period: number) => void;
}

const HEIGHT = 260;
const WIDEST = 44;
/** Px of the axis of figures. */
const AXIS = 72;

/** Bars over periods, from zero, with the exact figures of the period under the pointer. Its table twin serves the keyboard. */
export const PeriodBars = (props: PeriodBarsProps): JSX.Element => {
  let frame = document.createElement("div");
  let figures = frame;
  let plot: uPlot | null = null;
  const theme = createThemeMark();
  const tokenOf = (series: BarSeries, index: number): string => series.token ?? seriesToken(index);

  const show = (index: number | null | undefined): void => {
    figures.replaceChildren();
    if (index == null || props.periods[index] === undefined) return;
    const parts = [props.periods[index], ...props.series.map((series) => `${series.label} ${series.shown[index] ?? ""}`)];
    for (const part of parts) {
      const item = document.createElement("span");
      item.textContent = part;
      figures.append(item);
    }
  };

  const pathsOf = (series: BarSeries, index: number, beside: number): uPlot.Series.PathBuilder | undefined => {
    if (series.as === "line") return uPlot.paths.spline?.();
    const share = series.as === "within" ? 0.62 - 0.2 * index : beside > 1 ? 0.36 : 0.62;
    const align = series.as === "within" || beside === 1 ? 0 : index === 0 ? -1 : 1;
    return uPlot.paths.bars?.({ size: [share, WIDEST], align: align as -1 | 0 | 1, radius: 0.06 });
  };

  /** Every n-th period is named, so that names never touch. */
  const named = (room: number): readonly string[] => {
    const widest = Math.max(1, ...props.periods.map(textWidth)) + 14;
    const step = Math.max(1, Math.ceil((props.periods.length * widest) / Math.max(1, room - AXIS)));
    return props.periods.map((period, index) => (index % step === 0 ? period : ""));
  };

  const draw = (): void => {
    plot?.destroy();
    const colour = (name: string): string => tokenColor(frame, name);
    const font = `12px ${getComputedStyle(frame).fontFamily}`;
    const beside = props.series.filter((series) => (series.as ?? "beside") === "beside").length;
    const axis = { stroke: colour("--text-quiet"), font, grid: { show: false }, ticks: { show: false } };
    plot = new uPlot(
      {
        width: Math.max(240, frame.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: { x: { time: false, range: [-0.6, props.periods.length - 0.4] }, y: { range: (_, low, high) => [Math.min(0, low), Math.max(high, 0) * 1.06 || 1] } },
        axes: [
          { ...axis, size: 32, splits: props.periods.map((_, index) => index), values: (self, at) => {
              const names = named(self.width);
              return at.map((index) => names[index] ?? "");
            } },
          { ...axis, size: AXIS, grid: { show: true, stroke: colour("--line"), width: 1 }, values: (_, at) => at.map(props.tick) },
        ],
        series: [
          {},
          ...props.series.map((series, index) => {
            const stroke = colour(tokenOf(series, index));
            const paths = pathsOf(series, index, beside);
            return {
              label: series.label,
              stroke,
              width: series.as === "line" ? 2 : 0,
              ...(series.as === "line" ? {} : { fill: stroke }),
              points: { show: false },
              ...(paths ? { paths } : {}),
            };
          }),
        ],
        hooks: { setCursor: [(self) => show(self.cursor.idx)] },
      },
      [props.periods.map((_, index) => index), ...props.series.map((series) => [...series.values])],
      frame,
    );
    plot.over.addEventListener("click", () => {
      const at = plot?.cursor.idx;
      if (at != null) props.onPick?.(at);
    });
  };

  onMount(() => {
    createEffect(() => {
      // Read so that a change of any of them draws again.
      void [props.periods, props.series, theme()];
      draw();
    });
    const resized = new ResizeObserver(() => plot?.setSize({ width: Math.max(240, frame.clientWidth), height: HEIGHT }));
    resized.observe(frame);
    onCleanup(() => {
      resized.disconnect();
      plot?.destroy();
    });
  });

  return (
    <figure class="period-bars" aria-label={props.label}>
      <div class="period-bars__key" aria-hidden="true">
        {props.series.length > 1
          ? props.series.map((series, index) => (
              <span>
                <i style={{ background: `var(${tokenOf(series, index)})` }} />
                {series.label}
              </span>
            ))
          : null}
        <div class="period-bars__figures" ref={(element) => (figures = element)} />
      </div>
      <div ref={(element) => (frame = element)} role="img" aria-label={props.label} data-pickable={props.onPick ? "" : undefined} />
    </figure>
  );
};
