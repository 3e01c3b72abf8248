export function removeNonce() {}
