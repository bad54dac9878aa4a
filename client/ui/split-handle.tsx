import { createSignal, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import "./split-handle.css";

export interface SplitHandleProps {
  /** The box whose room is divided. */
  readonly frame: () => HTMLElement | undefined;
  /** Share of the first pane, 0.2 to 0.8. */
  readonly share: number;
  /** Told while dragging; `onShare` follows when it ends. */
  readonly onMove: (share: number) => void;
  readonly onShare: (share: number) => void;
  /** One above the other. */
  readonly stacked?: boolean;
}

const bounded = (share: number): number => Math.min(0.8, Math.max(0.2, share));
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -0.04, ArrowUp: -0.04, ArrowRight: 0.04, ArrowDown: 0.04 };

/** The line between two panes: dragged, or moved by arrow keys. */
export const SplitHandle = (props: SplitHandleProps): JSX.Element => {
  const { t } = useI18n();
  const [dragging, setDragging] = createSignal(false);
  const at = (event: PointerEvent): number => {
    const box = props.frame()?.getBoundingClientRect();
    if (!box) return props.share;
    return bounded(props.stacked ? (event.clientY - box.top) / box.height : (event.clientX - box.left) / box.width);
  };
  const end = (): void => {
    if (!dragging()) return;
    setDragging(false);
    props.onShare(props.share);
  };
  return (
    <div
      class="split-handle"
      data-stacked={props.stacked ? "" : undefined}
      role="separator"
      tabindex={0}
      aria-label={t("ui.resizePanes")}
      aria-orientation={props.stacked ? "horizontal" : "vertical"}
      aria-valuemin={20}
      aria-valuemax={80}
      aria-valuenow={Math.round(props.share * 100)}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        props.onShare(bounded(props.share + step));
      }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragging(true);
      }}
      onPointerMove={(event) => dragging() && props.onMove(at(event))}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
};
