import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './import.module.css';
import { TemplateButton } from './TemplateButton.tsx';

interface Props {
  /** The name of a file that is being read. */
  readonly reading: string | null;
  readonly onFile: (file: File) => void;
}

/** A file by choosing or by dropping; beside it the template to fill in. */
export function FileDrop({ reading, onFile }: Props) {
  const { t } = useTranslation('discovery');
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file && reading === null) onFile(file);
  };
  return (
    <section
      className={styles.drop}
      aria-label={t('import.file')}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <p role="status">{reading === null ? t('import.drop') : t('import.reading', { file: reading })}</p>
      <label className={styles.choose} htmlFor={id}>
        {t('import.choose')}
        <input
          id={id}
          type="file"
          disabled={reading !== null}
          accept=".csv,.tsv,.txt,.json,.xml,.yaml,.yml,.xlsx"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      <p className="meta">{t('import.formats')}</p>
      <TemplateButton />
    </section>
  );
}
