/** What makes a part of a drawing a button: a click, Enter or the space bar. */
export const pickable = (pick: () => void) => ({
  role: "button" as const,
  tabindex: "0",
  onClick: pick,
  onKeyDown: (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick();
  },
});
