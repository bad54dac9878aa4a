import { For, Show, type JSX } from "solid-js";
import { textWidth } from "./clip-text.ts";
import { createFrameWidth } from "./frame-width.ts";
import "./funnel-chart.css";
import { pickable } from "./pick.ts";

export interface FunnelStep {
  readonly id: string;
  readonly label: string;
  /** Length of the bar, of the longest one. */
  readonly size: number;
  readonly shown: string;
  readonly note: string;
  /** Share that goes on to the next step, formatted; null where nothing follows. */
  readonly conversion: string | null;
  /** Colours the end of the path; without one it is a step on the way. */
  readonly tone?: "won" | "lost" | undefined;
}

export interface FunnelChartProps {
  readonly label: string;
  readonly steps: readonly FunnelStep[];
  readonly onPick: (id: string) => void;
}

const BAR = 32;
const GAP = 24;
/** A finger needs more than the bar. */
const AROUND = 6;
/** Below this length of the longest bar the names stand above the bars. */
const LEAST_ROOM = 200;
const NAME = 22;

/** Horizontal bars from a common start with the conversion between them. Each bar opens the records behind it. */
export const FunnelChart = (props: FunnelChartProps): JSX.Element => {
  const { frame, width } = createFrameWidth(760);
  const longest = (): number => Math.max(1, ...props.steps.map((step) => step.size));
  const named = (): number => Math.max(60, ...props.steps.map((step) => textWidth(step.label) + 24));
  const figures = (): number => Math.max(80, ...props.steps.map((step) => textWidth(step.shown) + textWidth(step.note) + 28));
  const above = (): boolean => width() - named() - figures() < LEAST_ROOM;
  const names = (): number => (above() ? 1 : named());
  const head = (): number => (above() ? NAME : 0);
  const room = (): number => Math.max(80, width() - names() - figures());
  const step = (): number => head() + BAR + GAP;
  const height = (): number => props.steps.length * step() - GAP + 2 * AROUND;
  return (
    <div class="funnel" ref={frame}>
      <svg data-chart width={width()} height={height()} role="group" aria-label={props.label}>
        <For each={props.steps}>
          {(each, index) => {
            const top = (): number => AROUND + index() * step() + head();
            const length = (): number => (each.size / longest()) * room();
            return (
              <>
                <g class="chart-pick" aria-label={`${each.label}: ${each.shown}, ${each.note}`} {...pickable(() => props.onPick(each.id))}>
                  <rect class="chart-hit" x="1" y={top() - head() - AROUND} width={width() - 2} height={head() + BAR + 2 * AROUND} rx="4" />
                  <text
                    class="chart-name"
                    x={above() ? names() : names() - 12}
                    y={above() ? top() - NAME / 2 : top() + BAR / 2}
                    text-anchor={above() ? "start" : "end"}
                    dominant-baseline="central"
                  >
                    {each.label}
                  </text>
                  <rect class="funnel__track" x={names()} y={top()} width={room()} height={BAR} rx="3" />
                  <rect class="funnel__bar" data-tone={each.tone} x={names()} y={top()} width={length()} height={BAR} rx="3" />
                  <text class="chart-figure" x={names() + room() + 10} y={top() + BAR / 2} dominant-baseline="central">
                    {each.shown}
                    <tspan class="chart-note" dx="8">
                      {each.note}
                    </tspan>
                  </text>
                </g>
                <Show when={index() < props.steps.length - 1 ? each.conversion : null}>
                  {(conversion) => (
                    <text class="chart-note" x={names() + 8} y={top() + BAR + GAP / 2} dominant-baseline="central">
                      ↓ {conversion()}
                    </text>
                  )}
                </Show>
              </>
            );
          }}
        </For>
      </svg>
    </div>
  );
};
