/** How a service on HTTP is entered (RFC 7617, RFC 6750). Its secret goes to `origin` and nowhere else, whoever chooses the set. */
export type HttpSettings =
  | { readonly kind: 'httpBasic'; readonly origin: string; readonly userName: string }
  | { readonly kind: 'httpBearer'; readonly origin: string };

/** Scheme, host and port of an address in small letters, the usual port left out; null for what is no address on http or https. */
export function originOf(address: string): string | null {
  const [, scheme, host, port] = /^(https?):\/\/(\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\]+)(?::(\d{1,5}))?(?:[/?#].*)?$/is.exec(address) ?? [];
  if (scheme === undefined || host === undefined) return null;
  const usual = scheme.toLowerCase() === 'https' ? '443' : '80';
  const shown = port === undefined || String(Number(port)) === usual ? '' : `:${Number(port)}`;
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${shown}`;
}

/** True where the secret of a set may go to an address. */
export function mayEnter({ origin }: HttpSettings, address: string): boolean {
  const own = originOf(origin);
  return own !== null && own === originOf(address);
}
