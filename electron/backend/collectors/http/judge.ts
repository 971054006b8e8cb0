import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { componentOf } from '../component.ts';

type Config = CheckOf<'http'>;

/** The URL as a component, without credentials. */
export function componentOfUrl(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return componentOf(shown.href);
}

/**
 * Where to go on after this answer: a redirect inside the same host, unless a redirect is the very answer that is expected; never from a
 * pinned certificate to no certificate at all.
 */
export function nextUrl(config: Config, url: URL, status: number, location: string | undefined): URL | null {
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  const isExpected = config.statusFrom >= 300 && config.statusTo <= 399;
  if (!isRedirect || isExpected || location === undefined || !URL.canParse(location, url.href)) return null;
  const next = new URL(location, url.href);
  const schemes = config.pinnedCertificate === '' ? ['http:', 'https:'] : ['https:'];
  if (next.hostname !== url.hostname || !schemes.includes(next.protocol)) return null;
  next.username = url.username;
  next.password = url.password;
  next.hash = '';
  return next;
}

/** Why this answer is not the expected one, or null: first the status, then the content. */
export function judge(config: Config, answer: { readonly status: number; readonly body: string; readonly isWhole: boolean }): Fault | null {
  const { statusFrom, statusTo, contains } = config;
  if (answer.status < statusFrom || answer.status > statusTo)
    return { kind: 'protocol', retryable: true, detail: `status ${answer.status}, expected ${statusFrom}-${statusTo}` };
  if (contains === '' || answer.body.includes(contains)) return null;
  const where = answer.isWhole ? 'in the answer' : 'in the first 1 MiB of the answer';
  return { kind: 'mismatch', retryable: true, detail: `expected text not found ${where}` };
}
