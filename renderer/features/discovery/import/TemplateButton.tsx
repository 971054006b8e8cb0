import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { saveBytes } from '../../../lib/platform.ts';
import { writeWorkbook } from '../../../lib/workbook/client.ts';
import common from '../discovery.module.css';
import { templateSheets } from './template.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Saves the workbook to fill in. */
export function TemplateButton() {
  const { t } = useTranslation(['discovery', 'terms']);
  const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
  const save = async () => {
    setState('making');
    const made = await writeWorkbook(templateSheets(t), new Date(stationClock.now()));
    if (typeof made !== 'string') saveBytes(`${t('discovery:import.template.file')}.xlsx`, made, XLSX);
    setState(typeof made === 'string' ? 'failed' : 'idle');
  };
  return (
    <>
      <Button busy={state === 'making'} onClick={() => void save()}>
        {state === 'making' ? t('discovery:import.template.making') : t('discovery:import.template')}
      </Button>
      {state === 'failed' && (
        <p role="alert" className={common.failure}>
          {t('discovery:import.template.failed')}
        </p>
      )}
    </>
  );
}
