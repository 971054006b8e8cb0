import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { toFailure } from '../../../lib/api.ts';
import { stationClock } from '../../../lib/clock.ts';
import { formatCount, formatDate } from '../../../lib/format.ts';
import { saveText } from '../../../lib/platform.ts';
import { inventoryCsv } from './inventoryModel.ts';
import { collectInventory, EXPORT_MOST, type InventoryQuestion } from './queries.ts';

/** Saves every part that matches as a file, page by page; says how far it is and what did not fit. */
export function ExportInventory({ question, total }: { readonly question: InventoryQuestion; readonly total: number }) {
  const { t } = useTranslation(['panel', 'terms']);
  const [done, setDone] = useState<number | null>(null);
  const [said, setSaid] = useState('');

  async function save(): Promise<void> {
    setDone(0);
    setSaid('');
    try {
      const { items, isWhole } = await collectInventory(question, setDone);
      const text = inventoryCsv(items, {
        head: (column) => t(`panel:csv.${column}`),
        classOf: ({ class: partClass }) => t(`panel:class.${partClass}`),
        truth: (value) => (value === null ? '' : t(value ? 'panel:replaceable.true' : 'panel:replaceable.false')),
      });
      await saveText(`${t('panel:inventory.file', { date: formatDate(stationClock.now()) })}.csv`, text);
      if (!isWhole) setSaid(t('panel:inventory.export.cut', { most: formatCount(EXPORT_MOST) }));
    } catch (error) {
      setSaid(t('panel:inventory.export.failed', { problem: t(`terms:problem.${toFailure(error).code}`) }));
    } finally {
      setDone(null);
    }
  }
  return (
    <>
      <span className="meta" role="status">
        {done === null ? said : t('panel:inventory.export.busy', { count: done })}
      </span>
      <Button busy={done !== null} reason={total === 0 ? t('panel:inventory.export.none') : null} onClick={() => void save()}>
        {t('panel:inventory.export')}
      </Button>
    </>
  );
}
