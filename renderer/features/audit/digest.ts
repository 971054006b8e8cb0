/** SHA-256 of a text in UTF-8 as lower-case hexadecimal by the browser; null where the page is not a secure context. */
export function browserDigest(): ((text: string) => Promise<string>) | null {
  if (!globalThis.isSecureContext || globalThis.crypto?.subtle === undefined) return null;
  return async (text) => {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
