import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../../shared/contracts/policies.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { changesBetween } from '../diff.ts';
import styles from '../policies.module.css';

interface Props {
  readonly version: number;
  /** Before and after. */
  readonly changes: readonly [PolicyInput, PolicyInput];
  readonly resourceName: (id: string) => string;
}

/** What a draft changes, without red and green: what goes is struck through, what comes is strong. */
export function DiffPanel({ version, changes: [before, after], resourceName }: Props) {
  const { t } = useTranslation('policies');
  const fields = changesBetween(before, after, resourceName);
  return (
    <Panel title={t('diff.title', { version })} meta={t('diff.count', { count: fields.length })} padded={false}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('diff.field')}</th>
            <th scope="col">{t('diff.before', { version })}</th>
            <th scope="col">{t('diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, before: was, after: is }) => (
            <tr key={field}>
              <td>{field}</td>
              <td>{was === null ? t('diff.absent') : <s>{was}</s>}</td>
              <td>{is === null ? t('diff.absent') : <b>{is}</b>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
