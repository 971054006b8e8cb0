import { useTranslation } from 'react-i18next';
import styles from './audit.module.css';
import { diffFields } from './diff.ts';
import type { AuditRecord } from './model.ts';
import { fieldName, fieldValue } from './names.ts';

/** Before and after, field by field, without red and green: what changed carries the bar, what went is struck through. */
export function DiffTable({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation(['audit', 'common', 'terms']);
  const fields = diffFields(record.before, record.after);
  if (fields.length === 0) return <p className="meta">{t('audit:diff.nothing')}</p>;
  const changed = fields.filter((field) => field.isChanged).length;
  return (
    <table className={styles.diff}>
      <caption className="visually-hidden">{t('audit:diff.caption', { changed, total: fields.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit:diff.field')}</th>
          <th scope="col">{t('audit:diff.before')}</th>
          <th scope="col">{t('audit:diff.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ path, before, after, isChanged }) => {
          const was = fieldValue(t, path, before);
          const is = fieldValue(t, path, after);
          return (
            <tr key={path} data-changed={isChanged || undefined}>
              <th scope="row">{fieldName(path) || t('audit:diff.whole')}</th>
              <td title={was}>{isChanged && before !== undefined ? <s>{was}</s> : was}</td>
              <td title={is} className={isChanged ? styles.now : undefined}>
                {isChanged ? is : t('audit:diff.same')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
