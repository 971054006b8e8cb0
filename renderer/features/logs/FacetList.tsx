import { useTranslation } from 'react-i18next';
import type { LogCounts } from '../../../shared/contracts/logs.ts';
import { fieldValues, type LogField } from '../../../shared/domain/log/parse.ts';
import { wireText } from '../../i18n/index.ts';
import { formatCount } from '../../lib/format.ts';
import styles from './logs.module.css';
import { SHOWN_FACETS, writtenValue } from './model.ts';

interface FacetListProps {
  readonly counts: LogCounts | null;
  readonly q: string;
  readonly onToggle: (field: LogField, value: string) => void;
}

/** What was found by severity, device, program, kind and address; each value can be asked for. */
export function FacetList({ counts, q, onToggle }: FacetListProps) {
  const { t } = useTranslation('logs');
  const nameOf = (facet: string, value: string | null, label: string | null): string => {
    if (value === null) return t(`facet.${facet === 'resourceId' ? 'nobody' : 'none'}`);
    if (facet === 'resourceId') return label ?? t('facet.gone');
    return wireText('logs', `${facet}.${value}`) ?? value;
  };
  return (
    <aside className={styles.facets} aria-label={t('facets')}>
      {SHOWN_FACETS.map(({ facet, field }) => {
        const found = counts?.facets[facet];
        const asked = fieldValues(q, field);
        const listed = found?.values ?? [];
        const missing = asked.filter((value) => !listed.some((one) => writtenValue(one) === value));
        return (
          <fieldset key={facet} className={styles.facet}>
            <legend>{t(`facet.${facet}`)}</legend>
            {listed.map((one) => {
              const written = writtenValue(one);
              return (
                <label key={written}>
                  <input type="checkbox" checked={asked.includes(written)} onChange={() => onToggle(field, written)} />
                  <span className="ellipsis">{nameOf(facet, one.value, one.label)}</span>
                  <span className={styles.count}>{formatCount(one.count)}</span>
                </label>
              );
            })}
            {missing.map((value) => (
              <label key={value}>
                <input type="checkbox" checked onChange={() => onToggle(field, value)} />
                <span className="ellipsis">{value}</span>
                <span className={styles.count}>0</span>
              </label>
            ))}
            {found && found.others.values > 0 && (
              <p className={styles.others}>
                <span>{t('facet.others', { n: formatCount(found.others.values) })}</span>
                <span className={styles.count}>{formatCount(found.others.count)}</span>
              </p>
            )}
            {found && listed.length === 0 && missing.length === 0 && <p className={styles.others}>{t('facet.empty')}</p>}
          </fieldset>
        );
      })}
    </aside>
  );
}
