import { For, Show, type JSX } from "solid-js";
import "./bar-list.css";
import { createMedia } from "#client/theme/theme.ts";
import { clipText, textWidth } from "./clip-text.ts";
import { createFrameWidth } from "./frame-width.ts";
import { pickable } from "./pick.ts";
import { strengthOf } from "./tokens.ts";

export interface Bar {
  readonly id: string;
  readonly label: string;
  /** Length; below zero counts as nothing and the figure says so. */
  readonly size: number;
  readonly shown: string;
  readonly note?: string | undefined;
  /** The same bar of an earlier time, drawn thin below. */
  readonly before?: number | undefined;
  /** Lengths of the parts it is made of, in the order of the key. */
  readonly parts?: readonly number[] | undefined;
}

export interface BarKey {
  readonly label: string;
  /** What the colour means; without one a part is a shade of the accent. */
  readonly tone?: string | undefined;
}

export interface BarListProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** Names of the parts, or of now and before. */
  readonly key?: readonly BarKey[] | undefined;
  readonly onPick: (id: string) => void;
}

/** Parts of one colour are told apart by shade. */
export const shadesOf = (key: readonly BarKey[]): readonly number[] => {
  const seen = new Map<string | undefined, number>();
  return key.map(({ tone }) => {
    const place = seen.get(tone) ?? 0;
    seen.set(tone, place + 1);
    return strengthOf(tone === undefined ? place : place * 2);
  });
};

const STEP = 30;
const FINGER_STEP = 44;
const BAR = 18;
const THIN = 4;
const MOST_NAMES = 220;

/** Ranked horizontal bars from zero with their names and figures beside them. Each opens the records behind it. */
export const BarList = (props: BarListProps): JSX.Element => {
  const { frame, width } = createFrameWidth(760);
  const longest = (): number => Math.max(Number.MIN_VALUE, ...props.bars.map((bar) => Math.max(bar.size, bar.before ?? 0)));
  const names = (): number => Math.min(MOST_NAMES, width() * 0.34, Math.max(60, ...props.bars.map((bar) => textWidth(bar.label) + 24)));
  const figures = (): number => Math.max(60, ...props.bars.map((bar) => textWidth(bar.shown) + textWidth(bar.note ?? "") + 28));
  const room = (): number => Math.max(60, width() - names() - figures());
  const lengthOf = (size: number): number => Math.max(1, (Math.max(0, size) / longest()) * room());
  const coarse = createMedia("(pointer: coarse)");
  const pitch = (): number => (coarse() ? FINGER_STEP : STEP);
  const shades = (): readonly number[] => shadesOf(props.key ?? []);
  return (
    <div class="bar-list" ref={frame}>
      <Show when={props.key}>
        {(entries) => (
          <ul class="bar-list__key" aria-hidden="true">
            <For each={entries()}>
              {(entry, index) => (
                <li>
                  <i data-tone={entry.tone} style={{ opacity: shades()[index()] }} />
                  {entry.label}
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <svg data-chart width={width()} height={props.bars.length * pitch()} role="group" aria-label={props.label}>
        <For each={props.bars}>
          {(bar, index) => {
            const top = (): number => index() * pitch();
            const middle = (): number => top() + pitch() / 2;
            const start = (): number => middle() - BAR / 2 - (bar.before === undefined ? 0 : THIN / 2);
            const pieces = (): readonly { readonly x: number; readonly width: number; readonly at: number }[] => {
              let x = names();
              return (bar.parts ?? []).flatMap((size, at) => {
                if (size <= 0) return [];
                const piece = { x, width: Math.max(0.5, (size / longest()) * room() - 1), at };
                x += (size / longest()) * room();
                return [piece];
              });
            };
            return (
              <g class="chart-pick" aria-label={[bar.label, bar.shown, bar.note].filter(Boolean).join(", ")} {...pickable(() => props.onPick(bar.id))}>
                <title>{bar.label}</title>
                <rect class="chart-hit" x="1" y={top()} width={width() - 2} height={pitch()} rx="4" />
                <text x={names() - 12} y={middle()} text-anchor="end" dominant-baseline="central">
                  {clipText(bar.label, names() - 16)}
                </text>
                <Show when={bar.parts} fallback={<rect class="bar-list__bar" x={names()} y={start()} width={lengthOf(bar.size)} height={BAR} rx="2" />}>
                  <For each={pieces()}>
                    {(piece) => <rect class="bar-list__bar" x={piece.x} y={start()} width={piece.width} height={BAR} data-tone={props.key?.[piece.at]?.tone} opacity={shades()[piece.at]} />}
                  </For>
                </Show>
                <Show when={bar.before}>
                  {(before) => <rect class="bar-list__bar" data-tone="before" x={names()} y={start() + BAR + 1} width={lengthOf(before())} height={THIN} />}
                </Show>
                <text x={names() + lengthOf(Math.max(bar.size, bar.before ?? 0)) + 10} y={middle()} dominant-baseline="central">
                  {bar.shown}
                  <tspan class="chart-note" dx="8">
                    {bar.note}
                  </tspan>
                </text>
              </g>
            );
          }}
        </For>
      </svg>
    </div>
  );
};
