import { For, Show, type JSX } from "solid-js";
import "./account.css";

export interface AccountTableProps<Line> {
  readonly label: string;
  readonly columns: readonly string[];
  /** What the buttons of a last column do, for those who listen: there is no heading to see. */
  readonly actions?: string;
  readonly lines: readonly Line[];
  /** The cells of a line. */
  readonly children: (line: Line) => JSX.Element;
}

/** A short table of accounts, devices or sign-ins, which scrolls sideways in its frame. */
export const AccountTable = <Line,>(props: AccountTableProps<Line>): JSX.Element => (
  <div class="account-frame">
    <table class="account-table" aria-label={props.label}>
      <thead>
        <tr>
          <For each={props.columns}>{(column) => <th scope="col">{column}</th>}</For>
          <Show when={props.actions}>
            {(actions) => (
              <th scope="col">
                <span class="quiet-only-for-ears">{actions()}</span>
              </th>
            )}
          </Show>
        </tr>
      </thead>
      <tbody>
        <For each={props.lines}>{(line) => <tr>{props.children(line)}</tr>}</For>
      </tbody>
    </table>
  </div>
);
