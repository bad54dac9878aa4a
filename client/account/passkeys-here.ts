/** Whether this browser has passkeys, and this address may have them: sites known by a number have none. */
export const passkeysHere = (): boolean => "PublicKeyCredential" in globalThis && !/^[\d.]+$|^\[/.test(location.hostname);

/** Whether it also offers them where the account's name is filled in. */
export const passkeysFilledIn = async (): Promise<boolean> => passkeysHere() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
