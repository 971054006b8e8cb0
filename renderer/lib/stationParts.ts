import { heartNameOf } from '../../shared/domain/heartbeat/heart.ts';
import { i18n, wireText } from '../i18n/index.ts';

/** A figure the station tells of itself, with its part behind it: `queueOldest/poller>pipeline`; null for what is none. */
export function figureName(subject: string): string | null {
  const [code = '', part] = subject.split('/', 2);
  const name = wireText('health', `figure.${code}`);
  return name === null || part === undefined ? name : `${name} ${part}`;
}

/** A domain the station tells that nothing comes from, as `domain:外网`; null for what is none. */
export function domainName(subject: string): string | null {
  const heart = heartNameOf(subject);
  return heart?.kind === 'domain' ? i18n.t('heart.domain', { ns: 'collection', name: heart.name }) : null;
}
