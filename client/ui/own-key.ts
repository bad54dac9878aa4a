/**
 * Runs what a key means to the element that listens, and keeps it from the page. A key of what lies inside the element,
 * and one together with Ctrl, Cmd or Alt, means something else.
 */
export const runOwnKey = (event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): void => {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
};
