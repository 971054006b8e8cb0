import type { Station } from '../../shared/contracts/session.ts';

/** Where one-time sign-in links lead, whoever is signed in. */
export const LINK_PATH = '/sign-in/link';

/** Where a visitor belongs, whatever address was typed. */
export type Place = 'setup' | 'signIn' | 'wall' | 'desk';

/** Not set up: set-up page. Nobody signed in: sign-in. A wall's session: the wall. Else the desk. */
export function placeOf(station: Station): Place {
  if (station.setupNeeded) return 'setup';
  if (station.session === null) return 'signIn';
  return station.session.kind === 'wall' ? 'wall' : 'desk';
}

/** The place an address stands for. The wall page identifies itself by its device key, so it is open to all. */
export function placeOfPath(pathname: string): Place {
  if (pathname === '/setup') return 'setup';
  if (pathname === '/sign-in') return 'signIn';
  return pathname === '/wall' ? 'wall' : 'desk';
}

/** Where to send a visitor who asked for `pathname`, or null when he may stay. */
export function redirectOf(station: Station, pathname: string): Place | null {
  const asked = placeOfPath(pathname);
  if (asked === 'wall' || pathname === LINK_PATH) return null;
  const belongs = placeOf(station);
  return asked === belongs ? null : belongs;
}
