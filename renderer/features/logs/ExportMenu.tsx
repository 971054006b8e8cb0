import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { toFailure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { toCsv } from '../../lib/csv.ts';
import { formatCount, formatDate, formatDateTime } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import { resourceText } from '../../lib/resourceText.ts';
import type { Span } from './model.ts';
import { collectLogs, EXPORT_MOST } from './queries.ts';

type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly count: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'failed'; readonly code: ReturnType<typeof toFailure>['code'] };

const COLUMNS = ['number', 'receivedAt', 'at', 'severity', 'device', 'source', 'app', 'kind', 'line'] as const;

/** Saves what was found, as a table or as the lines themselves. Says how far it is, can be stopped, and says when it was cut short. */
export function ExportMenu({ query, span, isEmpty }: { readonly query: string; readonly span: Span; readonly isEmpty: boolean }) {
  const { t } = useTranslation(['logs', 'common', 'terms']);
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const reason = isEmpty ? t('logs:export.none') : null;

  async function save(format: 'csv' | 'txt'): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    setProgress({ kind: 'running', count: 0 });
    try {
      const { lines, isWhole } = await collectLogs(query, span, abort.signal, (count) => setProgress({ kind: 'running', count }));
      const rows = lines.map((one) => [
        one.number,
        formatDateTime(one.receivedAt),
        one.at === null ? '' : formatDateTime(one.at),
        one.severity ?? '',
        one.resourceName === null ? '' : resourceText(one.resourceName, one.isSimulated),
        one.source,
        one.app ?? '',
        one.kind,
        one.line,
      ]);
      const text =
        format === 'csv'
          ? toCsv(
              COLUMNS.map((column) => t(`logs:csv.${column}`)),
              rows,
            )
          : `${lines.map((one) => `${formatDateTime(one.receivedAt)} ${one.source} ${one.line}`).join('\n')}\n`;
      await saveText(`${t('logs:export.file', { date: formatDate(stationClock.now()) })}.${format}`, text);
      setProgress(isWhole ? { kind: 'idle' } : { kind: 'cut' });
    } catch (error) {
      setProgress(abort.signal.aborted ? { kind: 'idle' } : { kind: 'failed', code: toFailure(error).code });
    }
  }
  return (
    <>
      <span className="meta" role="status">
        {progress.kind === 'running' && t('logs:export.running', { done: formatCount(progress.count) })}
        {progress.kind === 'cut' && t('logs:export.cut', { most: formatCount(EXPORT_MOST) })}
        {progress.kind === 'failed' && t('logs:export.failed', { problem: t(`terms:problem.${progress.code}`) })}
      </span>
      {progress.kind === 'running' ? (
        <Button onClick={() => running.current?.abort()}>{t('common:action.cancel')}</Button>
      ) : (
        <>
          <Button reason={reason} reasonAt="hidden" onClick={() => void save('csv')}>
            {t('logs:export.csv')}
          </Button>
          <Button reason={reason} reasonAt="hidden" onClick={() => void save('txt')}>
            {t('logs:export.txt')}
          </Button>
        </>
      )}
    </>
  );
}
