import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { formatDateTime } from '../../lib/format.ts';
import styles from './keeping.module.css';

export interface OvertakenProps {
  readonly by: string | null;
  readonly at: number | null;
  readonly rows: readonly {
    readonly id: 'samplesDays' | 'rollupsDays' | 'longer' | 'url' | 'caCertificate' | 'credential';
    /** Null: not yet right enough to be compared. */
    readonly mine: string | null;
    readonly theirs: string;
  }[];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Somebody else changed the setting while this one was written: both, side by side, and neither is lost. */
export function Overtaken({ by, at, rows, onMine, onTheirs }: OvertakenProps) {
  const { t } = useTranslation(['keeping', 'common']);
  return (
    <section className={styles.overtaken} aria-label={t('keeping:overtaken.title')} role="alert">
      <b>{t('keeping:overtaken', { name: by ?? t('common:value.unknown'), at: at === null ? '' : formatDateTime(at) })}</b>
      <table className={styles.table} data-inner>
        <thead>
          <tr>
            <th scope="col">{t('keeping:column.what')}</th>
            <th scope="col">{t('keeping:column.mine')}</th>
            <th scope="col">{t('keeping:column.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, mine, theirs }) => (
            <tr key={id}>
              <td>{t(`keeping:field.${id}`)}</td>
              <td>{mine === null ? t('common:value.unknown') : mine === theirs ? mine : <b>{mine}</b>}</td>
              <td>{mine === theirs ? theirs : <b>{theirs}</b>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.buttons}>
        <Button onClick={onMine}>{t('keeping:overtaken.mine')}</Button>
        <Button onClick={onTheirs}>{t('keeping:overtaken.theirs')}</Button>
      </div>
    </section>
  );
}
