import { heartNameOf } from '../../../shared/domain/heartbeat/heart.ts';
import { i18n, wireText } from '../../i18n/index.ts';

/** What is heard of in words; `heart` may be an id as `by` says it. */
export function heartName(heart: string | { readonly kind: string; readonly name: string }): string {
  const named = typeof heart === 'string' ? heartNameOf(heart) : heart;
  if (named === null) return String(heart);
  const { kind, name } = named;
  if (kind === 'process') return wireText('collection', `process.${name}`) ?? name;
  if (kind === 'collector') return i18n.t('heart.collector', { ns: 'collection', protocol: wireText('terms', `protocol.${name}`) ?? name });
  if (kind === 'reception') return i18n.t('heart.reception', { ns: 'collection' });
  return kind === 'domain' ? i18n.t('heart.domain', { ns: 'collection', name }) : name;
}
