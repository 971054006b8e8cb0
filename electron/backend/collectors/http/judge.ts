import { valueAt } from '../../../../shared/domain/check/content.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import { isInStatusSet } from '../../../../shared/domain/check/statusSet.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { componentOf } from '../component.ts';

type Config = CheckOf<'http'>;

/** An answer, and where it came from or, of a redirect that was not followed, where it leads. */
export interface Judged {
  readonly status: number;
  readonly body: string;
  readonly isWhole: boolean;
  readonly target: string;
}

/** The URL as a component, without credentials. */
export function componentOfUrl(url: string): string {
  return componentOf(shownUrl(new URL(url)));
}

function shownUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** Where an answer leads as one may show it: its redirect, else the URL it came from. */
export function targetOf(url: URL, status: number, location: string | undefined): string {
  const leads = REDIRECTS.includes(status) && location !== undefined && URL.canParse(location, url.href);
  return shownUrl(leads ? new URL(location, url.href) : url);
}

/**
 * Where to go on after this answer: a redirect inside the same host, unless a redirect is the very answer that is expected or none is to
 * be followed; never from a pinned certificate to no certificate at all.
 */
export function nextUrl(config: Config, url: URL, status: number, location: string | undefined): URL | null {
  const isExpected = config.statusFrom >= 300 && config.statusTo <= 399;
  if (config.mostRedirects === 0 || !REDIRECTS.includes(status) || isExpected) return null;
  if (location === undefined || !URL.canParse(location, url.href)) return null;
  const next = new URL(location, url.href);
  const schemes = config.pinnedCertificate === '' ? ['http:', 'https:'] : ['https:'];
  if (next.hostname !== url.hostname || !schemes.includes(next.protocol)) return null;
  next.username = url.username;
  next.password = url.password;
  next.hash = '';
  return next;
}

/** True where the body has to be read for this check. */
export const wantsBody = ({ contains, notContains, jsonPath }: Config): boolean => contains !== '' || notContains !== '' || jsonPath !== '';

const mismatch = (code: string, values: Record<string, string | number> = {}): Fault => ({
  kind: 'mismatch',
  retryable: true,
  detail: detailOf(code, values),
});

/** Why this answer is not the expected one, or null: first the status, then where it leads, then the content. */
export function judge(config: Config, answer: Judged): Fault | null {
  const { statusFrom, statusTo, statusAlso, leadsTo } = config;
  const { status, target } = answer;
  if ((status < statusFrom || status > statusTo) && !isInStatusSet(statusAlso, status)) {
    const expected = [`${statusFrom}-${statusTo}`, statusAlso].filter((part) => part !== '').join(', ');
    return { kind: 'protocol', retryable: true, detail: detailOf('http.status', { status, expected, target }) };
  }
  if (!target.startsWith(leadsTo)) return mismatch('http.leadsTo', { target, expected: leadsTo });
  return contentFault(config, answer);
}

/** Only what was read is known: a text that must not be there may still be further down, and is then looked for in the first part. */
function contentFault({ contains, notContains, jsonPath, jsonValue }: Config, { body, isWhole }: Judged): Fault | null {
  if (contains !== '' && !body.includes(contains)) return mismatch(isWhole ? 'http.missing' : 'http.missingInPart', { expected: contains });
  if (notContains !== '' && body.includes(notContains)) return mismatch('http.forbidden', { forbidden: notContains });
  if (jsonPath === '') return null;
  if (!isWhole) return mismatch('http.jsonTooLong');
  const got = valueAt(body, jsonPath);
  if (got === null) return mismatch('http.notJson');
  if (got === undefined) return mismatch('http.jsonMissing', { path: jsonPath });
  return got === jsonValue ? null : mismatch('http.jsonValue', { path: jsonPath, got, expected: jsonValue });
}
