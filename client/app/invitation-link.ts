/** The address of an invitation, with its secret where browsers do not send it. */
export const INVITATION_PATH = "/invite";

/** The secret of the invitation that the app was opened with, taken out of the address and of the history; null without one. */
export const takeInvitation = (): string | null => {
  const { pathname, hash } = window.location;
  if (pathname !== INVITATION_PATH) return null;
  window.history.replaceState(null, "", "/");
  return hash.length > 1 ? hash.slice(1) : null;
};
