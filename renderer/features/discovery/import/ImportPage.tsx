import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { guessMapping, type Mapping } from '../../../../shared/domain/discovery/import/rows.ts';
import { Banner } from '../../../components/Banner/Banner.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { PageHead } from '../../../components/Page/Page.tsx';
import { DeniedState } from '../../../components/StateBlock/StateBlock.tsx';
import { formatBytes, formatCount } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import { LIMITS } from '../../../lib/workbook/workbook.ts';
import styles from '../discovery.module.css';
import { FileDrop } from './FileDrop.tsx';
import { ImportForm } from './ImportForm.tsx';
import { type FileFault, type FileList, MAX_BYTES, readFile } from './readFile.ts';

const LIMIT_TEXTS = {
  most: formatBytes(MAX_BYTES),
  unfolded: formatBytes(LIMITS.unpackedBytes),
  columns: formatCount(LIMITS.columns),
  rows: formatCount(LIMITS.rows),
  cells: formatCount(LIMITS.cells),
};

/** Bring a list: choose it, see what each row means and what is wrong with it, then review it like a run. */
export function ImportPage() {
  const { t } = useTranslation('discovery');
  return (
    <>
      <PageHead title={t('import.title')} meta={t('import.meta')} />
      {useCan('discovery.edit') ? <Chooser /> : <DeniedState permission="discovery.edit" />}
    </>
  );
}

function Chooser() {
  const { t } = useTranslation('discovery');
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<{ readonly file: FileList; readonly mapping: Mapping } | null>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const take = async (file: File) => {
    setReading(file.name);
    const read = await readFile(file);
    setReading(null);
    setFault('fault' in read ? read.fault : null);
    setChosen('fault' in read ? null : { file: read, mapping: guessMapping(read.list.table.header) });
  };
  return (
    <div className={styles.form}>
      {fault !== null && <Banner kind="notice" title={t(`import.${fault}`, LIMIT_TEXTS)} />}
      {chosen === null ? (
        <>
          <FileDrop reading={reading} onFile={(file) => void take(file)} />
          <footer className={styles.formFoot}>
            <Button size="large" onClick={() => void navigate({ to: '/discovery' })}>
              {t('form.leaving')}
            </Button>
          </footer>
        </>
      ) : (
        <ImportForm
          key={chosen.file.name}
          file={chosen.file}
          mapping={chosen.mapping}
          onMapping={(mapping) => setChosen({ ...chosen, mapping })}
          onBack={() => setChosen(null)}
        />
      )}
    </div>
  );
}
