import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { SEVERITIES, type Severity } from '../../../../shared/domain/alarm/severity.ts';
import { IMPORTANCES, type Importance } from '../../../../shared/domain/inventory/resource.ts';
import type { Threshold } from '../../../../shared/domain/policy/policy.ts';
import { SeverityMark } from '../../../components/SeverityMark/SeverityMark.tsx';
import type { DraftError } from '../model.ts';
import styles from '../policies.module.css';
import fields from './editor.module.css';
import { FieldError } from './FieldError.tsx';

interface Props {
  readonly threshold: Threshold;
  readonly path: string;
  /** Those the policy is for; none named: all. */
  readonly importances: readonly Importance[];
  readonly errors: readonly DraftError[];
  readonly isReadOnly: boolean;
  readonly onChange: (threshold: Threshold) => void;
}

/** The levels as a table: importance by severity (R-8.4.3-b4-2). */
export function LevelFields({ threshold, path, importances, errors, isReadOnly, onChange }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const rows = IMPORTANCES.filter((importance) => importances.length === 0 || importances.includes(importance));
  const set = (importance: Importance, severity: Severity, level: number | null) =>
    onChange({
      ...threshold,
      levels: { ...threshold.levels, [importance]: { ...threshold.levels[importance], [severity]: level } },
    });
  return (
    <>
      <span className={fields.label}>{t('policies:field.levels')}</span>
      <div>
        <table className={fields.levels}>
          <thead>
            <tr>
              <td />
              {SEVERITIES.map((severity) => (
                <th key={severity} scope="col">
                  <span className={styles.mark}>
                    <SeverityMark level={severity} size={16} decorative />
                    {t(`terms:severity.${severity}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((importance) => (
              <tr key={importance}>
                <th scope="row">{t(`terms:importance.${importance}`)}</th>
                {SEVERITIES.map((severity) => (
                  <td key={severity}>
                    <InputNumber
                      aria-label={t('policies:field.level', {
                        importance: t(`terms:importance.${importance}`),
                        severity: t(`terms:severity.${severity}`),
                      })}
                      className={styles.number ?? ''}
                      value={threshold.levels[importance][severity]}
                      disabled={isReadOnly}
                      onChange={(level) => set(importance, severity, level)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.map((importance) => (
          <FieldError key={importance} errors={errors} path={`${path}.levels.${importance}`} />
        ))}
      </div>
      <span className={fields.hint}>{t('policies:hint.levels')}</span>
    </>
  );
}
