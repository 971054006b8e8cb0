import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../../../shared/contracts/performance.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Popover } from '../../../components/Popover/Popover.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import { isSameView, type PerformanceSearch, searchOf, viewOf } from '../model.ts';
import { dashboards } from '../queries.ts';
import { BoardPanel } from './BoardPanel.tsx';
import styles from './boards.module.css';

export interface BoardsProps {
  readonly search: PerformanceSearch;
  readonly onChoose: (search: PerformanceSearch) => void;
  /** The view that stands is this dashboard now. */
  readonly onKnow: (board: string | undefined) => void;
}

/** Which dashboard is open, and the way to the others. */
export function Boards({ search, onChoose, onKnow }: BoardsProps) {
  const { t } = useTranslation('performance');
  const [isOpen, setOpen] = useState(false);
  const { data: items = [] } = dashboards.useList();
  const chosen = items.find(({ id }) => id === search.board);
  useKeys([{ id: 'performance.boards', keys: 'KeyF', title: t('board.title'), group: t('title'), run: () => setOpen(true) }]);
  const choose = (board: Dashboard) => {
    onChoose({ ...searchOf(board.view), board: board.id });
    setOpen(false);
  };
  return (
    <span className={styles.host}>
      {chosen && !isSameView(chosen.view, viewOf(search)) && <Tag look="dashed">{t('board.changed')}</Tag>}
      <Button
        controls={{ 'aria-haspopup': 'dialog', 'aria-expanded': isOpen }}
        onClick={() => setOpen(!isOpen)}
        {...(chosen ? {} : { kbd: keyCap('KeyF') })}
      >
        {chosen ? chosen.name : t('board.title')}
        <Icon name="down" size={12} />
      </Button>
      {isOpen && (
        <Popover label={t('board.title')} onClose={() => setOpen(false)}>
          <BoardPanel search={search} onChoose={choose} onKnow={onKnow} />
        </Popover>
      )}
    </span>
  );
}
