import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './import.module.css';

/** A file by choosing or by dropping. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation('discovery');
  const id = useId();
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) onFile(file);
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
      <p>{t('import.drop')}</p>
      <label className={styles.choose} htmlFor={id}>
        {t('import.choose')}
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,.json,.xml,.yaml,.yml,.xlsx"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      <p className="meta">{t('import.formats')}</p>
    </section>
  );
}
