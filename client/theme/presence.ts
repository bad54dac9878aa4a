const HUES = [25, 55, 85, 130, 160, 190, 220, 250, 285, 320, 350] as const;

/** A person's hue, from the user id alone, so it is the same on every device and in every theme. */
export const presenceHue = (userId: string): number => {
  let hash = 2166136261;
  for (let i = 0; i < userId.length; i += 1) hash = Math.imul(hash ^ userId.charCodeAt(i), 16777619);
  return HUES[(hash >>> 0) % HUES.length] ?? HUES[0];
};

/** CSS colour of a person: readable as a line on every surface and behind `--on-presence`. */
export const presenceColor = (userId: string): string => `oklch(var(--presence-l) var(--presence-c) ${presenceHue(userId)})`;
