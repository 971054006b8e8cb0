import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import type { Failure } from '../../../lib/api.ts';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatDate } from '../../../lib/format.ts';
import { saveText } from '../../../lib/platform.ts';
import { EXPORT_LIMIT, fetchAll, historyCsv } from '../history.ts';
import { type HistoryView, historyFilterOf } from '../queries.ts';

/** Saves every alarm of the view as a file for a spreadsheet, and says how far it is. */
export function ExportButton({
  view,
  total,
  reason,
}: {
  readonly view: HistoryView;
  readonly total: number;
  /** Why there is nothing to save; null when there is. */
  readonly reason: string | null;
}) {
  const { t } = useTranslation(['alarms', 'terms']);
  const [progress, setProgress] = useState<readonly [number, number] | null>(null);
  const save = useMutation<boolean, Failure>({
    mutationFn: async () => {
      const filter = historyFilterOf(view);
      const alarms = await fetchAll(filter, (done, all) => setProgress([done, all]));
      const name = t('alarms:history.file', { from: formatDate(filter.from), to: formatDate(stationClock.now()) });
      return saveText(name, historyCsv(alarms));
    },
    onSettled: () => setProgress(null),
  });
  return (
    <>
      {progress !== null && (
        <span className="meta">{t('alarms:history.exporting', { done: formatCount(progress[0]), total: formatCount(progress[1]) })} </span>
      )}
      {save.error && <span role="alert">{t(`terms:problem.${save.error.code}`)} </span>}
      {total > EXPORT_LIMIT && <span className="meta">{t('alarms:history.exportLimit', { limit: formatCount(EXPORT_LIMIT) })} </span>}
      <Button busy={save.isPending} reason={reason} onClick={() => save.mutate()}>
        {t('alarms:history.export')}
      </Button>
    </>
  );
}
