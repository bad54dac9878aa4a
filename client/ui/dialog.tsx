import { Dialog as Kobalte } from "@kobalte/core/dialog";
import { Show, type JSX } from "solid-js";
import { useI18n } from "#client/i18n/i18n.tsx";
import { IconButton } from "./button.tsx";
import "./dialog.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string | undefined;
  /** `panel` slides in at the side and keeps the work in view; `wide` suits a wizard. */
  readonly shape?: "dialog" | "wide" | "panel";
  /** Buttons, the affirmative one last. */
  readonly actions?: JSX.Element;
  readonly children?: JSX.Element;
}

/* The first thing to fill in, not the close button. */
const FIRST_FOCUS = ":is(input, textarea, [data-autofocus]):not([readonly], [type=hidden])";

export const Dialog = (props: DialogProps): JSX.Element => {
  const { t } = useI18n();
  let body: HTMLDivElement | undefined;
  return (
    <Kobalte open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="veil" data-shape={props.shape ?? "dialog"} />
        <Kobalte.Content
          class="dialog"
          data-shape={props.shape ?? "dialog"}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            (body?.querySelector<HTMLElement>(FIRST_FOCUS) ?? body?.closest<HTMLElement>(".dialog"))?.focus();
          }}
        >
          <header class="dialog__top">
            <Kobalte.Title class="dialog__title">{props.title}</Kobalte.Title>
            <IconButton icon="x" size="small" label={t("ui.close")} onClick={() => props.onClose()} />
          </header>
          <Show when={props.description}>
            <Kobalte.Description class="dialog__description">{props.description}</Kobalte.Description>
          </Show>
          <div ref={(element) => (body = element)} class="dialog__body">{props.children}</div>
          <Show when={props.actions}>
            <footer class="dialog__actions">{props.actions}</footer>
          </Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
};

export type SidePanelProps = Omit<DialogProps, "shape">;

export const SidePanel = (props: SidePanelProps): JSX.Element => <Dialog {...props} shape="panel" />;
