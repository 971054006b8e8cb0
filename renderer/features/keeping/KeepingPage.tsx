import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Retention, RetentionUse } from '../../../shared/contracts/retention.ts';
import { Age } from '../../components/Age/Age.tsx';
import { Loaded } from '../../components/Loaded/Loaded.tsx';
import { PageHead } from '../../components/Page/Page.tsx';
import { useCan } from '../../lib/session.ts';
import { AuditLink } from './AuditLink.tsx';
import { KeptPanel } from './KeptPanel.tsx';
import styles from './keeping.module.css';
import { type draftOf, settingOf } from './model.ts';
import { remoteWriteQuery, retentionQuery, retentionUseQuery, USE_EVERY_MS, useCount } from './queries.ts';
import { RemoteWritePanel } from './RemoteWritePanel.tsx';
import { RetentionPanel } from './RetentionPanel.tsx';
import { SpacePanel } from './SpacePanel.tsx';
import { useDraft } from './useDraft.ts';

/** 数据保存: what is kept and for how long, what it takes, and where it is passed on. */
export function KeepingPage() {
  const { t } = useTranslation('keeping');
  const enabled = useCan('health.read');
  const retention = useQuery({ ...retentionQuery, enabled });
  const use = useQuery({ ...retentionUseQuery, enabled });
  const remote = useQuery({ ...remoteWriteQuery, enabled });
  return (
    <>
      <PageHead
        title={t('title')}
        meta={t('meta')}
        actions={
          <>
            <AuditLink />
            {use.data && <Age at={use.data.at} intervalMs={USE_EVERY_MS} label={t('age')} />}
          </>
        }
      />
      <Loaded permission="health.read" what={t('what')} query={retention}>
        {(setting) => (
          <Loaded permission="health.read" what={t('what.use')} query={use}>
            {(known) => (
              <Board setting={setting} use={known}>
                <Loaded permission="health.read" what={t('what.remote')} query={remote}>
                  {(stored) => <RemoteWritePanel stored={stored} />}
                </Loaded>
              </Board>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

interface BoardProps {
  readonly setting: Retention;
  readonly use: RetentionUse;
  readonly children: React.ReactNode;
}

/** What is so on the left, what can be set on the right; the estimate follows the draft. */
function Board({ setting, use, children }: BoardProps) {
  const drafting = useDraft<ReturnType<typeof draftOf>, Retention>(setting);
  const wanted = drafting.draft === null ? null : settingOf(drafting.draft);
  const counted = useCount(wanted);
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <KeptPanel setting={setting} use={use} />
        <SpacePanel setting={setting} use={use} wanted={wanted} counted={counted} />
      </div>
      <div className={styles.column}>
        <RetentionPanel setting={setting} use={use} drafting={drafting} counted={counted} />
        {children}
      </div>
    </div>
  );
}
