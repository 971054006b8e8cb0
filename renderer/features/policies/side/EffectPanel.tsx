import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyEffect, PolicyIntent } from '../../../../shared/contracts/policyEffect.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import type { Failure } from '../../../lib/api.ts';
import { formatCount } from '../../../lib/format.ts';
import { metricName } from '../diff.ts';
import { NamedResource } from '../NamedResource.tsx';
import styles from '../policies.module.css';
import { EFFECT_MS, effectQuery } from '../queries.ts';

const NAMED = 20;

interface Props {
  readonly title: string;
  readonly intent: PolicyIntent;
  /** False while the draft contradicts itself: nothing is asked then. */
  readonly isSound: boolean;
  readonly actions?: ReactNode;
}

/** What would be different and for how many resources, before anything is done. */
export function EffectPanel({ title, intent, isSound, actions }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const { data, error, isPlaceholderData } = useQuery({ ...effectQuery(intent), enabled: isSound });
  return (
    <Panel
      title={title}
      meta={isSound && (data === undefined || isPlaceholderData) && !error ? t('policies:effect.pending') : undefined}
      age={isSound && data ? <Age at={data.at} intervalMs={EFFECT_MS} /> : undefined}
      footer={actions}
    >
      {!isSound ? (
        <p>{t('policies:effect.unsound')}</p>
      ) : data ? (
        <Effect effect={data} isOld={isPlaceholderData} />
      ) : error ? (
        <p role="alert">{t(`terms:problem.${(error as Failure).code}`)}</p>
      ) : null}
    </Panel>
  );
}

function Effect({ effect, isOld }: { readonly effect: PolicyEffect; readonly isOld: boolean }) {
  const { t } = useTranslation('policies');
  const { changed, resources, intervals, pollsPerMinute, metrics, items } = effect;
  const polls = { before: pollsPerMinute.before, after: pollsPerMinute.after };
  return (
    <>
      <dl className={styles.facts} data-old={isOld || undefined}>
        <dt>{t('effect.changed')}</dt>
        <dd>
          <b>{t('effect.changed.text', { changed: formatCount(changed), resources: formatCount(resources) })}</b>
        </dd>
        <dt>{t('effect.interval')}</dt>
        <dd>{intervals === 0 ? t('effect.interval.none', polls) : t('effect.interval.text', { count: intervals, ...polls })}</dd>
        {metrics.map(({ metric, change, resources: count }) => (
          <Fact key={`${metric} ${change}`} name={metricName(metric)} text={t(`effect.change.${change}`, { count })} />
        ))}
        <dt>{t('effect.ending')}</dt>
        <dd>
          <Fates effect={effect} />
        </dd>
      </dl>
      {items.length > 0 && (
        <details className={styles.more}>
          <summary>{t('effect.resources')}</summary>
          <dl className={styles.facts}>
            {items.slice(0, NAMED).map(({ resourceId, resourceName, interval, metrics: own }) => (
              <Fact
                key={resourceId}
                name={<NamedResource id={resourceId} name={resourceName} />}
                text={[
                  ...(interval ? [t('effect.resource.interval', interval)] : []),
                  ...(own.length > 0 ? [own.map(({ metric }) => metricName(metric)).join(' ')] : []),
                ].join(' ')}
              />
            ))}
          </dl>
          {changed > NAMED && <p className="meta">{t('effect.more', { count: changed - NAMED })}</p>}
        </details>
      )}
      <p className="meta">{t('effect.when')}</p>
    </>
  );
}

/** What becomes of the alarms that are active. */
function Fates({ effect: { ending, undecided } }: { readonly effect: PolicyEffect }) {
  const { t } = useTranslation('policies');
  if (ending === 0 && undecided === 0) return t('effect.ending.none');
  return (
    <>
      {ending > 0 && <b>{t('effect.ending.text', { count: ending })}</b>}
      {ending > 0 && undecided > 0 && <br />}
      {undecided > 0 && t('effect.undecided.text', { count: undecided })}
    </>
  );
}

function Fact({ name, text }: { readonly name: ReactNode; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}
