import type { LongerKept } from '../../../shared/domain/retention/keeping.ts';
import { i18n, wireText } from '../../i18n/index.ts';

export function metricName(metric: string): string {
  return wireText('terms', `metric.${metric}`) ?? metric;
}

/** What a class of series is, in words: 网络 · CPU 利用率. */
export function classText({ resourceClass, metric }: Pick<LongerKept, 'resourceClass' | 'metric'>): string {
  return [
    resourceClass === null
      ? i18n.t('class.all', { ns: 'keeping' })
      : i18n.t('class.one', { ns: 'keeping', name: wireText('terms', `class.${resourceClass}`) ?? resourceClass }),
    metric === null ? i18n.t('metric.all', { ns: 'keeping' }) : metricName(metric),
  ].join(' · ');
}

/** What a receiver, or the way to it, said, with the next step; its own words where this version knows no better. */
export function problemText({ code, detail }: { readonly code: string; readonly detail: string }): string {
  const known = wireText('keeping', `problem.${code}`);
  const group = /^[45]\d\d$/.test(code) ? wireText('keeping', `problem.${code[0]}xx`, { code }) : null;
  const words = known ?? group ?? i18n.t('problem.other', { ns: 'keeping', code });
  return detail === '' ? words : i18n.t('problem.said', { ns: 'keeping', words, detail });
}
