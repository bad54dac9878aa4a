import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import "./progress-bar.css";

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to `of`; undefined while the end is not known. */
  readonly value: number | undefined;
  readonly of: number;
  /** What stands at the end of the line instead of the percentage. */
  readonly note?: string;
}

export const ProgressBar = (props: ProgressBarProps): JSX.Element => {
  const { formats } = useI18n();
  const share = (): number | undefined =>
    props.value === undefined || props.of === 0 ? undefined : Math.min(1, props.value / props.of);
  return (
    <div class="progress">
      <div class="progress__words">
        <span>{props.label}</span>
        <span class="progress__note">{props.note ?? (share() === undefined ? "" : formats().percent(Math.floor((share() ?? 0) * 100)))}</span>
      </div>
      <div
        class="progress__track"
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={props.of}
        aria-valuenow={props.value}
        data-open-ended={share() === undefined ? "" : undefined}
      >
        <Show when={share() !== undefined} fallback={<div class="progress__fill" />}>
          <div class="progress__fill" style={{ transform: `scaleX(${share()})` }} />
        </Show>
      </div>
    </div>
  );
};
