import { useTranslation } from 'react-i18next';
import { Age } from '../../components/Age/Age.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatBytes, formatNumber } from '../../lib/format.ts';
import type { Ground } from './queries.ts';
import styles from './setup.module.css';

const EVERY_MS = 5000;
/** Interval of the local host, which is of importance 核心. */
const HOST_EVERY_MS = 30_000;

/** Right column: the local host is already watched, and the ground is checked. Nothing of it before the token. */
export function GroundPanel({ ground }: { readonly ground: Ground | null }) {
  const { t } = useTranslation(['setup', 'common']);
  return (
    <aside className={styles.ground} aria-label={t('setup:ground')}>
      {ground !== null && (
        <>
          <HostPanel ground={ground} />
          <Panel title={t('setup:checks.title')} age={<Age at={ground.seenAt} intervalMs={EVERY_MS} />}>
            <ul className={styles.checks}>
              {ground.checks.map((check) => (
                <li key={check.id}>
                  {check.ok ? <Icon name="check" /> : <SeverityMark level="minor" size={16} decorative />}
                  <span>
                    {t(`setup:check.${check.id}`)}
                    {!check.ok && <small>{t(`setup:check.${check.id}.next`)}</small>}
                  </span>
                  <em>{readingOf(check)}</em>
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
      <Panel title={t('setup:unattended.title')}>
        <p>{t('setup:unattended.text')}</p>
      </Panel>
    </aside>
  );
}

/** Sizes come as bytes, everything else as it is read. */
function readingOf({ id, value }: Ground['checks'][number]): string {
  return (id === 'ballast' || id === 'disk') && /^\d+$/.test(value) ? formatBytes(Number(value)) : value;
}

function HostPanel({ ground }: { readonly ground: Ground }) {
  const { t } = useTranslation(['setup', 'common']);
  const { host } = ground;
  const unknown = t('common:value.unknown');
  const percent = (value: number | null) => (value === null ? unknown : `${formatNumber(value, 1)} %`);
  const cores = host.cores === null ? '' : t('setup:host.cores', { count: host.cores });
  const memory =
    host.memoryUsed === null || host.memoryTotal === null ? unknown : `${formatBytes(host.memoryUsed)} / ${formatBytes(host.memoryTotal)}`;
  return (
    <Panel title={t('setup:host.title')} age={<Age at={host.at} intervalMs={HOST_EVERY_MS} />}>
      <dl className={styles.facts}>
        <dt>{t('setup:host.name')}</dt>
        <dd>{host.name}</dd>
        <dt>{t('setup:host.cpu')}</dt>
        <dd>
          {percent(host.cpu)}
          <span className={styles.aside}>{cores}</span>
        </dd>
        <dt>{t('setup:host.memory')}</dt>
        <dd>{memory}</dd>
        <dt>{t('setup:host.disk')}</dt>
        <dd>{percent(host.dataDisk)}</dd>
      </dl>
      <p className="meta">{t('setup:host.note')}</p>
    </Panel>
  );
}
