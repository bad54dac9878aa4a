/** Why the relay turns a request away, with the HTTP status of each. Every code keys a sentence on the device. */
export const HTTP_STATUS = {
  wrongPassword: 401,
  signedOut: 401,
  needsCode: 401,
  wrongCode: 401,
  unknownPasskey: 401,
  wrongPasskey: 401,
  copiedPasskey: 401,
  disabled: 403,
  denied: 403,
  mustChangePassword: 403,
  expiredPassword: 403,
  outsideHours: 403,
  outsideNetwork: 403,
  unknownDevice: 403,
  tooManyDevices: 403,
  noMobile: 403,
  insecure: 403,
  foreignOrigin: 403,
  notFound: 404,
  notAllowed: 405,
  invitationOver: 410,
  passkeyOver: 410,
  tooLarge: 413,
  badRequest: 400,
  weakPassword: 422,
  tooManyPasskeys: 422,
  tooManyTries: 429,
  failed: 500,
} as const;

export type HttpCode = keyof typeof HTTP_STATUS;

export const isHttpCode = (code: unknown): code is HttpCode => typeof code === "string" && Object.hasOwn(HTTP_STATUS, code);
