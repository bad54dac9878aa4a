import { For, Show, type JSX } from "solid-js";
import { clipText, textWidth } from "./clip-text.ts";
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
const MOST_NAMES = 160;

/** Horizontal bars from a common start with the conversion between them. Each bar opens the records behind it. */
export const FunnelChart = (props: FunnelChartProps): JSX.Element => {
  const { frame, width } = createFrameWidth(760);
  const longest = (): number => Math.max(1, ...props.steps.map((step) => step.size));
  const names = (): number => Math.min(MOST_NAMES, Math.max(60, ...props.steps.map((step) => textWidth(step.label) + 24)));
  const figures = (): number => Math.max(80, ...props.steps.map((step) => textWidth(step.shown) + textWidth(step.note) + 28));
  const room = (): number => Math.max(80, width() - names() - figures());
  const height = (): number => props.steps.length * (BAR + GAP) - GAP + 2 * AROUND;
  return (
    <div class="funnel" ref={frame}>
      <svg data-chart width={width()} height={height()} role="group" aria-label={props.label}>
        <For each={props.steps}>
          {(step, index) => {
            const top = (): number => AROUND + index() * (BAR + GAP);
            const length = (): number => Math.max(2, (step.size / longest()) * room());
            return (
              <>
                <g class="chart-pick" aria-label={`${step.label}: ${step.shown}, ${step.note}`} {...pickable(() => props.onPick(step.id))}>
                  <rect class="chart-hit" x="1" y={top() - AROUND} width={width() - 2} height={BAR + 2 * AROUND} rx="4" />
                  <text class="chart-name" x={names() - 12} y={top() + BAR / 2} text-anchor="end" dominant-baseline="central">
                    {clipText(step.label, names() - 16)}
                  </text>
                  <rect class="funnel__bar" data-tone={step.tone} x={names()} y={top()} width={length()} height={BAR} rx="3" />
                  <text class="chart-figure" x={names() + length() + 10} y={top() + BAR / 2} dominant-baseline="central">
                    {step.shown}
                    <tspan class="chart-note" dx="8">
                      {step.note}
                    </tspan>
                  </text>
                </g>
                <Show when={index() < props.steps.length - 1 ? step.conversion : null}>
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
