import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { CheckState, Resource } from '../../../../shared/contracts/resources.ts';
import { Age } from '../../../components/Age/Age.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { wireText } from '../../../i18n/index.ts';
import { formatNumber } from '../../../lib/format.ts';
import { useBefore } from '../../../lib/old.ts';
import styles from './page.module.css';

type State = z.output<typeof CheckState>;

/** 检查: each check with its newest answer, and what was wrong in words. */
export function ChecksPanel({ resource, checks }: { readonly resource: Resource; readonly checks: readonly State[] }) {
  const { t } = useTranslation(['resources', 'terms', 'common']);
  const before = useBefore();
  const failing = checks.filter((check) => check.reachable === false).length;
  return (
    <Panel
      title={t('resources:checks')}
      meta={before(
        failing === 0
          ? t('resources:checks.count', { count: checks.length })
          : t('resources:checks.failing', { failing, count: checks.length }),
      )}
      padded={false}
    >
      {checks.length === 0 ? (
        <p className={styles.note}>{t(resource.checks.length === 0 ? 'resources:checks.none' : 'resources:checks.waiting')}</p>
      ) : (
        <table className={styles.table}>
          <tbody>
            {checks.map((check) => (
              <tr key={`${check.protocol} ${check.component}`}>
                <td className={styles.protocol}>{t(`terms:protocol.${check.protocol}`)}</td>
                <td className="ellipsis" title={check.component}>
                  {check.component}
                </td>
                <td>
                  <Answer check={check} />
                </td>
                <td className={styles.number}>{check.latencyMs === null ? '' : `${formatNumber(check.latencyMs, 2)} ms`}</td>
                <td className={styles.number}>
                  {resource.retiredAt === null && <Age at={check.lastAt} intervalMs={resource.effectiveIntervalS * 1000} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Answer({ check }: { readonly check: State }) {
  const { t } = useTranslation(['common']);
  const before = useBefore();
  if (check.reachable === null) return <span className="meta">{t('common:value.unknown')}</span>;
  if (check.reachable) return <>{before(t('common:value.up'))}</>;
  return <b>{before(check.fault === null ? t('common:value.down') : (wireText('terms', `fault.${check.fault}`) ?? check.fault))}</b>;
}
