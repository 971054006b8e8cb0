import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { toFailure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { formatCount, formatDate } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import { auditCsv, auditJson } from './export.ts';
import type { AuditSearch } from './model.ts';
import { collectAudit, EXPORT_MOST } from './queries.ts';

type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'failed'; readonly code: ReturnType<typeof toFailure>['code'] };

/** Saves what the filter matches, as a table or as the chained records. Says how far it is, and when it was cut short. */
export function ExportButtons({ search, matching }: { readonly search: AuditSearch; readonly matching: number }) {
  const { t } = useTranslation(['audit', 'common', 'terms']);
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const isRunning = progress.kind === 'running';
  const reason = matching === 0 ? t('audit:export.none') : null;

  async function save(format: 'csv' | 'json'): Promise<void> {
    setProgress({ kind: 'running', count: 0 });
    try {
      const { records, isWhole } = await collectAudit(search, (count) => setProgress({ kind: 'running', count }));
      const at = stationClock.now();
      const text = format === 'csv' ? auditCsv(t, records) : auditJson(records, at);
      await saveText(`${t('audit:export.file', { date: formatDate(at) })}.${format}`, text);
      setProgress(isWhole ? { kind: 'idle' } : { kind: 'cut' });
    } catch (error) {
      setProgress({ kind: 'failed', code: toFailure(error).code });
    }
  }
  return (
    <>
      <span className="meta" role="status">
        {progress.kind === 'running' && t('audit:export.running', { done: formatCount(progress.count), matching: formatCount(matching) })}
        {progress.kind === 'cut' && t('audit:export.cut', { most: formatCount(EXPORT_MOST), matching: formatCount(matching) })}
        {progress.kind === 'failed' && t('audit:export.failed', { problem: t(`terms:problem.${progress.code}`) })}
      </span>
      <Button busy={isRunning} reason={reason} reasonAt="hidden" onClick={() => void save('csv')}>
        {t('audit:export.csv')}
      </Button>
      <Button busy={isRunning} reason={reason} onClick={() => void save('json')}>
        {t('audit:export.json')}
      </Button>
    </>
  );
}
