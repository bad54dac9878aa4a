/**
 * Why the relay ends a connection. The code travels in the websocket close frame; `retry` tells a well-behaved device whether to
 * come back by itself, `sentence` keys what it shows.
 */
export const CLOSE = {
  badFrame: { code: 4400, retry: false },
  signInAgain: { code: 4401, retry: false },
  forbidden: { code: 4403, retry: false },
  tooSlow: { code: 4408, retry: true },
  reload: { code: 4409, retry: true },
  /** The device was to be emptied: it removes what it holds of this account. */
  wiped: { code: 4410, retry: false },
  tooLarge: { code: 4413, retry: false },
  updateApp: { code: 4426, retry: false },
  tooMany: { code: 4429, retry: true },
  restarting: { code: 4503, retry: true },
} as const satisfies Record<string, { readonly code: number; readonly retry: boolean }>;

export type CloseReason = keyof typeof CLOSE;

export const closeReasonOf = (code: number): CloseReason | null => {
  for (const [reason, close] of Object.entries(CLOSE)) if (close.code === code) return reason as CloseReason;
  return null;
};
