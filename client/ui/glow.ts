/** Lets an element glow once and fade, to show that a colleague changed what it holds. Still under reduced motion. */
export const glow = (element: Element): void => {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ backgroundColor: "var(--glow)" }, { backgroundColor: "transparent" }], { duration: 1600, easing: "ease-out" });
};
