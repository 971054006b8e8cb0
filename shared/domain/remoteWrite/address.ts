/** What keeps an address from being that of a receiver of remote write. */
export type AddressFault = 'missing' | 'form' | 'scheme' | 'credentials' | 'secret' | 'fragment';

export const MAX_ADDRESS = 500;
/** Names of query parameters that open something: they would be seen on the page and in the audit. */
const SECRET_NAME = /(token|secret|passw|pwd|api_?-?key|access_?-?key|signature|^sig$|^auth|credential)/i;

const queryOf = (address: string): readonly string[] => (/\?([^#]*)/.exec(address)?.[1] ?? '').split('&').filter(Boolean);

/** What is wrong with an address; null for an http or https one that holds neither a name and password nor anything else secret. */
export function addressFault(address: string): AddressFault | null {
  if (address === '') return 'missing';
  const [, scheme, authority, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address) ?? [];
  if (scheme === undefined || authority === undefined || rest === undefined) return 'form';
  if (!/^https?$/i.test(scheme)) return 'scheme';
  if (authority.includes('@')) return 'credentials';
  if (/[\s\\]/.test(address) || address.length > MAX_ADDRESS || !/^(\[[0-9a-f:.]+\]|[^[\]:]+)(:\d{1,5})?$/i.test(authority)) return 'form';
  if (rest.includes('#')) return 'fragment';
  return queryOf(address).some((pair) => SECRET_NAME.test(pair.split('=')[0] ?? '')) ? 'secret' : null;
}

/** The address as it may be shown: what is secret in it, from a time when that was taken, is left out. */
export function shownAddress(address: string): string {
  return address
    .replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1***@')
    .replace(/([?&])([^=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) => (SECRET_NAME.test(name) ? `${mark}${name}=***` : whole));
}
