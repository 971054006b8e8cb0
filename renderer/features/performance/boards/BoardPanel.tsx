import { useTranslation } from 'react-i18next';
import { type Dashboard, MAX_DASHBOARDS } from '../../../../shared/contracts/performance.ts';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { NamedViewPanel } from '../../../components/NamedViews/NamedViewPanel.tsx';
import { isSameView, type PerformanceSearch, viewOf } from '../model.ts';
import { dashboards } from '../queries.ts';

export interface BoardPanelProps {
  readonly search: PerformanceSearch;
  readonly onChoose: (board: Dashboard) => void;
  readonly onKnow: (board: string | undefined) => void;
}

/** Dashboards to choose from, and a name for the view that stands. */
export function BoardPanel({ search, onChoose, onKnow }: BoardPanelProps) {
  const { t } = useTranslation('performance');
  const view = viewOf(search);
  return (
    <NamedViewPanel
      hooks={dashboards}
      words={{ title: t('board.title'), empty: t('board.empty'), save: t('board.save'), overwrite: t('board.overwrite') }}
      standing={view}
      hindrance={view.series.length === 0 ? t('board.nothing') : null}
      most={MAX_DASHBOARDS}
      reason={useActionReason('dashboard.save')}
      chosenId={search.board}
      isSame={isSameView}
      describe={({ series }) => t('head.count', { count: series.length })}
      onChoose={onChoose}
      onKnow={onKnow}
    />
  );
}
