import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { ErrorState, LoadingState, StateBlock } from '../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { stationTime } from '../../lib/clock.ts';
import { formatDateTime } from '../../lib/format.ts';
import styles from './audit.module.css';
import { ChainSection } from './ChainSection.tsx';
import { DiffTable } from './DiffTable.tsx';
import type { AuditRecord } from './model.ts';
import { actionName, actorName, objectName, originName, resultText, roleNames } from './names.ts';
import { neighbourhoodQuery } from './queries.ts';

export interface AuditDrawerProps {
  readonly seq: number;
  /** The record as the list has it, so that the drawer opens at once. */
  readonly known: AuditRecord | null;
  readonly onGo: (seq: number) => void;
  readonly onClose: () => void;
}

/** One record: what it was, before and after, and how it is locked to its neighbours. */
export function AuditDrawer({ seq, known, onGo, onClose }: AuditDrawerProps) {
  const { t } = useTranslation(['audit', 'common', 'terms']);
  const around = useQuery(neighbourhoodQuery(seq));
  const record = around.data?.record ?? known;
  return (
    <Drawer
      label={t('audit:drawer', { seq })}
      onClose={onClose}
      head={
        record && (
          <>
            <h2 className={styles.drawerTitle}>
              {t('audit:drawer.title', { action: actionName(record.action), object: record.objectName })}{' '}
              <Tag>{t('audit:drawer', { seq })}</Tag>
            </h2>
            <p className="meta">
              {t('audit:drawer.meta', {
                at: formatDateTime(record.at),
                who: actorName(t, record),
                from: originName(t, record.origin),
              })}
            </p>
          </>
        )
      }
      footer={
        <div className={styles.steps}>
          <Button reason={seq <= 1 ? t('audit:previous.none') : null} onClick={() => onGo(seq - 1)}>
            {t('audit:previous')}
          </Button>
          <Button reason={around.data && around.data.next === null ? t('audit:next.none') : null} onClick={() => onGo(seq + 1)}>
            {t('audit:next')}
          </Button>
        </div>
      }
    >
      {record ? (
        <>
          <DrawerSection title={t('audit:diff')} note={t('audit:diff.note')}>
            <DiffTable record={record} />
          </DrawerSection>
          <DrawerSection title={t('audit:facts')}>
            <dl className={styles.facts}>
              <dt>{t('audit:fact.result')}</dt>
              <dd>{record.result === 'refused' ? <b>{resultText(t, record)}</b> : resultText(t, record)}</dd>
              <dt>{t('audit:fact.object')}</dt>
              <dd>{objectName(record)}</dd>
              <dt>{t('audit:fact.who')}</dt>
              <dd>
                {actorName(t, record)} <span className="meta">{roleNames(t, record.actorRoles)}</span>
              </dd>
              <dt>{t('audit:fact.from')}</dt>
              <dd>
                {record.origin.address} <span className="meta">{record.origin.device ?? ''}</span>
              </dd>
              {record.origin.agent !== '' && (
                <>
                  <dt>{t('audit:fact.agent')}</dt>
                  <dd className="meta">{record.origin.agent}</dd>
                </>
              )}
              {record.requestId !== '' && (
                <>
                  <dt>{t('audit:fact.request')}</dt>
                  <dd className="mono">{record.requestId}</dd>
                </>
              )}
            </dl>
          </DrawerSection>
          <ChainSection record={record} around={around.data ?? null} />
        </>
      ) : around.error ? (
        <ErrorState
          what={t('audit:what.one')}
          failure={around.error}
          at={stationTime(around.errorUpdatedAt)}
          onRetry={() => void around.refetch()}
        />
      ) : around.data ? (
        <StateBlock icon="ledger" title={t('audit:missing.title', { seq })}>
          <p>{t('audit:missing.text')}</p>
        </StateBlock>
      ) : (
        <LoadingState what={t('audit:what.one')} rows={4} />
      )}
    </Drawer>
  );
}
