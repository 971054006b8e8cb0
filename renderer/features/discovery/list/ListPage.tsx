import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discovery } from '../../../../shared/contracts/discovery.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { type Column, DataTable } from '../../../components/DataTable/DataTable.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState, ErrorState, LoadingState, StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { stationTime, useNow } from '../../../lib/clock.ts';
import { formatCount, formatDateTime, formatWhen } from '../../../lib/format.ts';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../discovery.module.css';
import { total } from '../model.ts';
import { discoveriesQuery } from '../queries.ts';

/** Runs and imported lists, newest first. */
export function ListPage() {
  const { t } = useTranslation('discovery');
  return useCan('discovery.read') ? (
    <Loaded />
  ) : (
    <>
      <PageHead title={t('title')} />
      <DeniedState permission="discovery.read" />
    </>
  );
}

function Loaded() {
  const { t } = useTranslation(['discovery', 'terms', 'common']);
  const navigate = useNavigate();
  const reason = useActionReason('discovery.edit');
  const list = useQuery(discoveriesQuery);
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useColumns();
  const now = useNow();
  const items = useMemo(() => (list.data?.items ?? []).map((row) => ({ kind: 'row' as const, id: row.id, row })), [list.data]);
  const begin = () => void navigate({ to: '/discovery/new' });
  const bring = () => void navigate({ to: '/discovery/import' });
  const group = t('discovery:title');
  useKeys([{ id: 'discovery.new', keys: 'KeyN', title: t('discovery:new'), group, reason, run: begin }]);
  return (
    <>
      <PageHead
        title={t('discovery:title')}
        meta={list.data ? `${t('discovery:count', { total: formatCount(items.length) })} · ${t('discovery:meta')}` : t('discovery:meta')}
        actions={
          <>
            <Button onClick={bring} reason={reason} reasonAt="hidden">
              {t('discovery:import')}
            </Button>
            <Button look="primary" kbd={keyCap('KeyN')} reason={reason} onClick={begin}>
              {t('discovery:new')}
            </Button>
          </>
        }
      />
      {list.error && list.data && list.error.code !== 'network.unreachable' && (
        <Banner
          kind="notice"
          title={t('discovery:old', { problem: t(`terms:problem.${list.error.code}`), at: formatWhen(list.data.at, now) })}
          actions={<Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>}
        />
      )}
      <div className={styles.table}>
        {list.data ? (
          <DataTable
            label={t('discovery:title')}
            columns={columns}
            items={items}
            selectedId={selected}
            onSelect={setSelected}
            onOpen={(id) => void navigate({ to: '/discovery/$id', params: { id } })}
            empty={
              <StateBlock
                icon="radar"
                title={t('discovery:empty.title')}
                actions={
                  <>
                    <Button look="primary" reason={reason} onClick={begin}>
                      {t('discovery:new')}
                    </Button>
                    <Button reason={reason} reasonAt="hidden" onClick={bring}>
                      {t('discovery:import')}
                    </Button>
                  </>
                }
              >
                <p>{t('discovery:empty.text')}</p>
                <p>{t('discovery:empty.next')}</p>
              </StateBlock>
            }
          />
        ) : list.error ? (
          <ErrorState
            what={t('discovery:what')}
            failure={list.error}
            at={stationTime(list.errorUpdatedAt)}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <LoadingState what={t('discovery:what')} />
        )}
      </div>
    </>
  );
}

function useColumns(): readonly Column<Discovery>[] {
  const { t } = useTranslation('discovery');
  const navigate = useNavigate();
  return useMemo(
    () => [
      {
        id: 'number',
        title: t('column.number'),
        width: '152px',
        render: ({ id, number }) => (
          <a
            href={`/discovery/${id}`}
            tabIndex={-1}
            onClick={(event) => {
              event.preventDefault();
              void navigate({ to: '/discovery/$id', params: { id } });
            }}
          >
            {number}
          </a>
        ),
      },
      { id: 'name', title: t('column.name'), width: 'minmax(160px, 320px)', render: ({ name }) => name },
      { id: 'kind', title: t('column.kind'), width: '88px', tone: 'meta', render: ({ kind }) => t(`kind.${kind}`) },
      {
        id: 'state',
        title: t('column.state'),
        width: '120px',
        render: ({ state }) => (state === 'interrupted' ? <b>{t(`state.${state}`)}</b> : t(`state.${state}`)),
      },
      {
        id: 'asked',
        title: t('column.asked'),
        width: '128px',
        align: 'end',
        render: ({ kind, asked, total: all }) => (kind === 'import' ? '' : `${formatCount(asked)} / ${formatCount(all)}`),
      },
      {
        id: 'answered',
        title: t('column.answered'),
        width: '80px',
        align: 'end',
        render: ({ kind, answered }) => (kind === 'import' ? '' : formatCount(answered)),
      },
      { id: 'rows', title: t('column.rows'), width: '72px', align: 'end', render: ({ rows }) => formatCount(total(rows)) },
      {
        id: 'open',
        title: t('column.open'),
        width: '64px',
        align: 'end',
        render: ({ open }) => (total(open) === 0 ? '' : <b>{formatCount(total(open))}</b>),
      },
      { id: 'made', title: t('column.made'), width: '80px', align: 'end', render: ({ made }) => (made === 0 ? '' : formatCount(made)) },
      { id: 'by', title: t('column.by'), width: '96px', tone: 'meta', render: ({ createdBy }) => createdBy },
      { id: 'at', title: t('column.at'), width: '160px', tone: 'meta', render: ({ createdAt }) => formatDateTime(createdAt) },
      {
        id: 'undo',
        title: t('column.undo'),
        width: '160px',
        tone: 'meta',
        render: ({ undoableUntil }) => (undoableUntil === null ? '' : formatDateTime(undoableUntil)),
      },
    ],
    [t, navigate],
  );
}
