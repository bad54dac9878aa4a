/** Whether a key press would go nowhere: what had the focus is gone, or lies behind something else. */
export const isFocusLost = (): boolean => {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body || activeElement.closest("[inert]") !== null;
};
