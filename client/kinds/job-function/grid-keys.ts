const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Goes from control to control of a table by the arrow keys, past cells without one. */
export const walkGrid = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>("td, th") : null;
  const row = cell?.closest("tr");
  if (event.defaultPrevented || !step || !cell || !row || event.ctrlKey || event.metaKey || event.altKey) return;
  /* By themselves the arrows would choose another of several radio buttons. */
  if (event.target instanceof HTMLInputElement && event.target.type === "radio") event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll("tr")].filter((one) => one.querySelector("[data-cell]") && !one.querySelector("table"));
  let [at, column] = [rows.indexOf(row), cell.cellIndex];
  for (;;) {
    [at, column] = [at + step[0], column + step[1]];
    const next = rows[at]?.cells[column];
    if (!next) return;
    const control = next.querySelector<HTMLElement>("[data-cell] :is(input, button)");
    if (!control) continue;
    event.preventDefault();
    control.focus();
    return;
  }
};
