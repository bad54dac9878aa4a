import { Show, type JSX } from "solid-js";
import { Button, IconButton, type ButtonKind } from "#client/ui/button.tsx";
import { useActions } from "./registry.tsx";

export interface ActionButtonProps {
  readonly action: string;
  readonly kind?: ButtonKind;
  readonly size?: "normal" | "small";
  /** The icon alone; the name is its label. */
  readonly compact?: boolean;
}

/** A command as a button; nothing where the command makes no sense. */
export const ActionButton = (props: ActionButtonProps): JSX.Element => {
  const actions = useActions();
  const found = (): ReturnType<typeof actions.find> => actions.visible().find((action) => action.id === props.action);
  return (
    <Show when={found()}>
      {(action) => (
        <Show
          when={props.compact && action().icon}
          fallback={
            <Button
              kind={props.kind ?? "plain"}
              size={props.size ?? "normal"}
              icon={action().icon}
              disabledReason={action().hindrance?.(actions.context())}
              onClick={() => actions.run(props.action)}
            >
              {actions.nameOf(action())}
            </Button>
          }
        >
          {(icon) => (
            <IconButton
              icon={icon()}
              label={actions.nameOf(action())}
              keys={action().shortcut}
              kind={props.kind ?? "quiet"}
              size={props.size ?? "normal"}
              disabledReason={action().hindrance?.(actions.context())}
              onClick={() => actions.run(props.action)}
            />
          )}
        </Show>
      )}
    </Show>
  );
};
