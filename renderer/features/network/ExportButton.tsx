import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { toFailure } from '../../lib/api.ts';
import { stationClock } from '../../lib/clock.ts';
import { formatCount, formatDate } from '../../lib/format.ts';
import { saveText } from '../../lib/platform.ts';
import type { ToFile } from './files.ts';
import type { NetworkSearch, Tab } from './model.ts';
import { collect, EXPORT_MOST, type Fetch } from './queries.ts';
import { tabName } from './words.ts';

interface Props<Row> {
  readonly tab: Tab;
  readonly search: NetworkSearch;
  readonly total: number;
  readonly fetch: Fetch<Row>;
  readonly toFile: ToFile<Row>;
}

/** Saves what the filter matches, as a table. Says how far it is, and when it was cut short. */
export function ExportButton<Row>({ tab, search, total, fetch, toFile }: Props<Row>) {
  const { t } = useTranslation(['network', 'common', 'terms']);
  const [said, setSaid] = useState('');
  const running = useRef<AbortController | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => running.current?.abort(), []);

  async function save(): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    setBusy(true);
    try {
      const { rows, isWhole } = await collect(search, fetch, abort.signal, (count) =>
        setSaid(t('network:export.running', { done: formatCount(count), total: formatCount(total) })),
      );
      await saveText(`${t('network:export.file', { tab: tabName(tab), date: formatDate(stationClock.now()) })}.csv`, toFile(t, rows));
      setSaid(isWhole ? '' : t('network:export.cut', { most: formatCount(EXPORT_MOST), total: formatCount(total) }));
    } catch (error) {
      if (!abort.signal.aborted) setSaid(t('network:export.failed', { problem: t(`terms:problem.${toFailure(error).code}`) }));
    } finally {
      if (!abort.signal.aborted) setBusy(false);
    }
  }
  return (
    <>
      <span className="meta" role="status">
        {said}
      </span>
      <Button busy={isBusy} reason={total === 0 ? t('network:export.none') : null} onClick={() => void save()}>
        {t('network:export.csv')}
      </Button>
    </>
  );
}
