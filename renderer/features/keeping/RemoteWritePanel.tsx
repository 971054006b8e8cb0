import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RemoteWrite } from '../../../shared/contracts/remoteWrite.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import { formatAge, formatBytes, formatCount, formatDateTime } from '../../lib/format.ts';
import { useBefore, useKnownNow } from '../../lib/old.ts';
import { useCan } from '../../lib/session.ts';
import styles from './keeping.module.css';
import { conditionOf } from './model.ts';
import { REMOTE_EVERY_MS } from './queries.ts';
import { RemoteWriteForm } from './RemoteWriteForm.tsx';
import { problemText } from './words.ts';

/** 外送: where samples are passed on to, how that goes, and its change. */
export function RemoteWritePanel({ stored }: { readonly stored: RemoteWrite }) {
  const { t } = useTranslation('keeping');
  return (
    <Panel
      title={t('remote')}
      meta={t('remote.meta')}
      age={<Age at={stored.state.at} intervalMs={REMOTE_EVERY_MS} />}
      footer={
        <>
          <span>
            {stored.changedAt === null
              ? t('remote.never')
              : t('changed', { version: stored.version, name: stored.changedBy ?? '', at: formatDateTime(stored.changedAt) })}
          </span>
          <CsvLink />
        </>
      }
    >
      <State stored={stored} />
      <RemoteWriteForm stored={stored} />
    </Panel>
  );
}

/** Where values are taken away once, as a file. */
function CsvLink() {
  const { t } = useTranslation('keeping');
  return useCan('metric.read') ? <Link to="/performance">{t('remote.csv')}</Link> : null;
}

function State({ stored: { url, credentialName, state } }: { readonly stored: RemoteWrite }) {
  const { t } = useTranslation('keeping');
  const now = useKnownNow();
  const before = useBefore();
  const condition = conditionOf(url, state);
  const ago = (at: number | null): string => (at === null ? '' : t('ago', { age: formatAge(Math.max(0, now - at)) }));
  const { problem } = state;
  return (
    <dl className={styles.facts}>
      <dt>{t('remote.state')}</dt>
      <dd>
        <span className={styles.marked}>
          {(condition === 'slow' || condition === 'waits' || condition === 'refused') && <SeverityMark level="minor" size={16} />}
          <b>{before(t(`remote.is.${condition}`))}</b>
        </span>
        {url !== null && <span className={styles.url}>{url}</span>}
        {credentialName !== null && <span className="meta"> {t('credential.with', { name: credentialName })}</span>}
      </dd>
      {problem !== null && (
        <>
          <dt>{t('remote.problem')}</dt>
          <dd>
            {problemText(problem)} <span className="meta">{ago(problem.at)}</span>
          </dd>
        </>
      )}
      <dt>{t('remote.waiting')}</dt>
      <dd>
        {t('remote.waiting.text', {
          n: formatCount(state.waiting),
          bytes: formatBytes(state.waitingBytes),
          most: formatBytes(state.mostBytes),
        })}{' '}
        {state.oldestAt !== null && (
          <span className="meta">{t('remote.oldest', { age: formatAge(Math.max(0, now - state.oldestAt)) })}</span>
        )}
      </dd>
      <dt>{t('remote.sent')}</dt>
      <dd>
        {t('remote.sent.text', { n: formatCount(state.sent) })} <span className="meta">{ago(state.sentAt)}</span>
      </dd>
      <dt>{t('remote.lost')}</dt>
      <dd>
        <span className={styles.marked}>
          {state.refused + state.dropped > 0 && <SeverityMark level="minor" size={16} />}
          {t('remote.lost.text', { refused: formatCount(state.refused), dropped: formatCount(state.dropped) })}
        </span>
      </dd>
      <dt>{t('remote.since')}</dt>
      <dd>{formatDateTime(state.since)}</dd>
    </dl>
  );
}
