import { createSignal, For, type JSX } from "solid-js";
import "./ring-chart.css";
import { strengthOf } from "./tokens.ts";

export interface RingPart {
  readonly id: string;
  readonly label: string;
  /** Not negative. */
  readonly size: number;
  readonly shown: string;
  readonly share: string;
}

export interface RingChartProps {
  readonly label: string;
  readonly parts: readonly RingPart[];
  /** Said in the middle while no part is pointed at. */
  readonly total: string;
  readonly onPick: (id: string) => void;
}

const RADIUS = 80;
const THICK = 26;
const TURN = 2 * Math.PI * RADIUS;

/** Parts of a whole around their total; names and figures stand beside it as buttons. */
export const RingChart = (props: RingChartProps): JSX.Element => {
  const [pointed, setPointed] = createSignal<string | null>(null);
  const total = () => props.parts.reduce((sum, part) => sum + part.size, 0) || 1;
  const arcs = () => {
    let before = 0;
    return props.parts.map((part, index) => {
      const arc = { part, index, start: before / total(), length: part.size / total() };
      before += part.size;
      return arc;
    });
  };
  const middle = () => props.parts.find((part) => part.id === pointed());
  return (
    <div class="ring">
      <svg data-chart viewBox="-110 -110 220 220" role="img" aria-label={props.label}>
        <For each={arcs()}>
          {(arc) => (
            <circle
              class="ring__part"
              r={RADIUS}
              fill="none"
              stroke-width={pointed() === arc.part.id ? THICK + 6 : THICK}
              opacity={strengthOf(arc.index)}
              stroke-dasharray={`${Math.max(0, arc.length * TURN - 1.5)} ${TURN}`}
              transform={`rotate(${arc.start * 360 - 90})`}
              onPointerEnter={() => setPointed(arc.part.id)}
              onPointerLeave={() => setPointed(null)}
              onClick={() => props.onPick(arc.part.id)}
            />
          )}
        </For>
        <text class="ring__middle" text-anchor="middle" dominant-baseline="central" y={middle() ? -9 : 0}>
          {middle()?.shown ?? props.total}
        </text>
        <text class="ring__share" text-anchor="middle" dominant-baseline="central" y="13">
          {middle()?.share ?? ""}
        </text>
      </svg>
      <ul class="ring__names">
        <For each={props.parts}>
          {(part, index) => (
            <li>
              <button
                type="button"
                onClick={() => props.onPick(part.id)}
                onFocus={() => setPointed(part.id)}
                onBlur={() => setPointed(null)}
                onPointerEnter={() => setPointed(part.id)}
                onPointerLeave={() => setPointed(null)}
              >
                <i style={{ opacity: strengthOf(index()) }} />
                <span>{part.label}</span>
                <b>{part.shown}</b>
                <small>{part.share}</small>
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
};
