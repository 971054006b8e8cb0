import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dashboard, MAX_DASHBOARDS } from '../../../../shared/contracts/performance.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { TextField } from '../../../components/Input/Input.tsx';
import { toFailure } from '../../../lib/api.ts';
import { isSameView, type PerformanceSearch, viewOf } from '../model.ts';
import { useChangeDashboard, useCreateDashboard, useDashboards, useRemoveDashboard } from '../queries.ts';
import styles from './boards.module.css';

export interface BoardPanelProps {
  readonly search: PerformanceSearch;
  readonly onChoose: (board: Dashboard) => void;
  readonly onKnow: (board: string | undefined) => void;
}

/** Dashboards to choose from, and a name for the view that stands. */
export function BoardPanel({ search, onChoose, onKnow }: BoardPanelProps) {
  const { t } = useTranslation(['performance', 'common', 'terms']);
  const list = useDashboards();
  const remove = useRemoveDashboard();
  const restore = useCreateDashboard();
  const hindered = useActionReason('dashboard.save');
  const [removed, setRemoved] = useState<Dashboard | null>(null);
  const items = list.data ?? [];
  const failure = remove.error ?? restore.error;
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{t('performance:board.title')}</h2>
      {list.error ? (
        <p role="alert" className={styles.note}>
          {t('performance:board.old', { problem: t(`terms:problem.${toFailure(list.error).code}`) })}{' '}
          <Button onClick={() => void list.refetch()}>{t('common:action.retry')}</Button>
        </p>
      ) : (
        items.length === 0 && <p className={styles.note}>{t(list.data ? 'performance:board.empty' : 'performance:board.loading')}</p>
      )}
      <ul className={styles.list}>
        {items.map((board) => (
          <Row
            key={board.id}
            board={board}
            search={search}
            reason={hindered}
            onChoose={() => onChoose(board)}
            onRemove={() =>
              remove.mutate(board, {
                onSuccess: () => {
                  setRemoved(board);
                  if (search.board === board.id) onKnow(undefined);
                },
              })
            }
          />
        ))}
      </ul>
      {removed && (
        <p role="status" className={styles.note}>
          {t('performance:board.removed', { name: removed.name })}{' '}
          <Button
            busy={restore.isPending}
            onClick={() =>
              restore.mutate({ name: removed.name, view: removed.view, isShared: removed.isShared }, { onSuccess: () => setRemoved(null) })
            }
          >
            {t('performance:board.undo')}
          </Button>
        </p>
      )}
      {failure && (
        <p role="alert" className={styles.failure}>
          {t(`terms:problem.${failure.code}`)}
        </p>
      )}
      <SaveAs search={search} own={items.filter(({ isOwn }) => isOwn).length} reason={hindered} onSaved={(board) => onKnow(board.id)} />
    </div>
  );
}

interface RowProps {
  readonly board: Dashboard;
  readonly search: PerformanceSearch;
  readonly reason: string | null;
  readonly onChoose: () => void;
  readonly onRemove: () => void;
}

function Row({ board, search, reason, onChoose, onRemove }: RowProps) {
  const { t } = useTranslation(['performance', 'terms']);
  const change = useChangeDashboard();
  const view = viewOf(search);
  const isChosen = search.board === board.id;
  const named = <span className="visually-hidden"> {board.name}</span>;
  return (
    <li className={styles.row} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.choose} aria-current={isChosen || undefined} onClick={onChoose}>
        <span className="ellipsis">{board.name}</span>
        <span className="meta">
          {t('performance:head.count', { count: board.view.series.length })}
          {board.isShared && ` · ${board.isOwn ? t('performance:board.shared') : t('performance:board.by', { name: board.ownerName })}`}
        </span>
      </button>
      {board.isOwn && (
        <span className={styles.actions}>
          {isChosen && view.series.length > 0 && !isSameView(board.view, view) && (
            <Button
              look="quiet"
              reason={reason}
              reasonAt="hidden"
              busy={change.isPending}
              onClick={() => change.mutate({ ...board, view })}
            >
              {t('performance:board.overwrite')}
              {named}
            </Button>
          )}
          <Button
            look="quiet"
            reason={reason}
            reasonAt="hidden"
            busy={change.isPending}
            onClick={() => change.mutate({ ...board, isShared: !board.isShared })}
          >
            {t(board.isShared ? 'performance:board.unshare' : 'performance:board.share')}
            {named}
          </Button>
          <Button look="quiet" reason={reason} reasonAt="hidden" onClick={onRemove}>
            {t('performance:board.remove')}
            {named}
          </Button>
        </span>
      )}
      {change.error && (
        <span role="alert" className={styles.failure}>
          {t(`terms:problem.${change.error.code}`)}
        </span>
      )}
    </li>
  );
}

interface SaveAsProps {
  readonly search: PerformanceSearch;
  readonly own: number;
  readonly reason: string | null;
  readonly onSaved: (board: Dashboard) => void;
}

function SaveAs({ search, own, reason, onSaved }: SaveAsProps) {
  const { t } = useTranslation(['performance', 'terms']);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [isTried, setTried] = useState(false);
  const save = useCreateDashboard();
  const view = viewOf(search);
  const full = own >= MAX_DASHBOARDS ? t('performance:board.full', { most: MAX_DASHBOARDS }) : null;
  const why = reason ?? full ?? (view.series.length === 0 ? t('performance:board.nothing') : null);
  const error = isTried && name.trim() === '' ? t('performance:board.nameless') : save.error && t(`terms:problem.${save.error.code}`);
  function submit(): void {
    setTried(true);
    if (why !== null || name.trim() === '' || save.isPending) return;
    save.mutate(
      { name: name.trim(), view, isShared },
      {
        onSuccess: (board) => {
          setName('');
          setTried(false);
          onSaved(board);
        },
      },
    );
  }
  return (
    <div className={styles.saveAs}>
      <TextField label={t('performance:board.name')} value={name} onChange={setName} onSubmit={submit} maxLength={40} error={error} />
      <label className={styles.share}>
        <input type="checkbox" checked={isShared} onChange={(event) => setShared(event.target.checked)} />
        {t('performance:board.share')}
      </label>
      <Button look="primary" busy={save.isPending} reason={why} onClick={submit}>
        {t('performance:board.save')}
      </Button>
    </div>
  );
}
