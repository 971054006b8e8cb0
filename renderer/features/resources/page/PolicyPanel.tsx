import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PolicyExplanation } from '../../../../shared/contracts/policies.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { wireText } from '../../../i18n/index.ts';
import { useExplanation } from '../queries.ts';
import styles from './page.module.css';

type Chosen = NonNullable<PolicyExplanation['interval']['chosen']>;

/** Which policy has the say about the interval and each metric, and what put the next one behind it. */
export function PolicyPanel({ resource }: { readonly resource: Pick<Resource, 'id' | 'version'> }) {
  const { data } = useExplanation(resource);
  return data ? <Explained explanation={data} /> : null;
}

/** The explanation in words. */
export function Explained({ explanation: { interval, metrics } }: { readonly explanation: PolicyExplanation }) {
  const { t } = useTranslation('resources');
  return (
    <Panel title={t('policies')}>
      <dl className={styles.facts}>
        <dt>{t('policies.interval')}</dt>
        <dd>
          {interval.from === 'policy' && interval.chosen ? (
            <>
              {t('policies.seconds', interval)} <Say chosen={interval.chosen} />
            </>
          ) : (
            t(interval.from === 'resource' ? 'policies.interval.resource' : 'policies.interval.importance', { seconds: interval.seconds })
          )}
        </dd>
        {metrics.map(({ metric, ...chosen }) => (
          <Metric key={metric} name={wireText('terms', `metric.${metric}`) ?? metric} chosen={chosen} />
        ))}
      </dl>
      {metrics.length === 0 && <p className="meta">{t('policies.none')}</p>}
    </Panel>
  );
}

function Metric({ name, chosen }: { readonly name: string; readonly chosen: Chosen }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Say chosen={chosen} />
      </dd>
    </>
  );
}

function Say({ chosen: { policyId, policy, passed } }: { readonly chosen: Chosen }) {
  const { t } = useTranslation('resources');
  const [next] = passed;
  return (
    <>
      <Link to="/policies" search={{ id: policyId }}>
        {policy}
      </Link>
      {next && <span className="meta"> {t('policies.passed', { policy: next.policy, why: t(`policies.by.${next.by}`) })}</span>}
    </>
  );
}
