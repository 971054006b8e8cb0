import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../../shared/contracts/policies.ts';
import { METRICS } from '../../../../shared/domain/metric/catalogue.ts';
import type { MetricRule } from '../../../../shared/domain/policy/policy.ts';
import { metricName } from '../diff.ts';
import { type DraftError, newRule } from '../model.ts';
import styles from '../policies.module.css';
import fields from './editor.module.css';
import { RuleFields } from './RuleFields.tsx';

interface Props {
  readonly draft: PolicyInput;
  readonly errors: readonly DraftError[];
  readonly isReadOnly: boolean;
  readonly onChange: (draft: PolicyInput) => void;
}

/** The metrics of a policy: one is shown, any of the catalogue can be added. */
export function MetricFields({ draft, errors, isReadOnly, onChange }: Props) {
  const { t } = useTranslation('policies');
  const [wanted, setWanted] = useState<string | null>(null);
  const { metrics } = draft;
  const index = Math.max(
    0,
    metrics.findIndex(({ metric }) => metric === wanted),
  );
  const shown = metrics[index];
  const set = (next: readonly MetricRule[]) => onChange({ ...draft, metrics: next as PolicyInput['metrics'] });
  const addable = METRICS.filter(({ code }) => metrics.every(({ metric }) => metric !== code));
  const isWrong = (place: number) => errors.some(({ path }) => path.startsWith(`metrics.${place}.`));
  return (
    <>
      <span className={fields.label}>{t('field.metric')}</span>
      <div className={fields.metrics}>
        {metrics.map(({ metric }, place) => (
          <button
            key={metric}
            type="button"
            aria-pressed={place === index}
            className={fields.metricTab}
            data-wrong={isWrong(place) || undefined}
            onClick={() => setWanted(metric)}
          >
            {metricName(metric)}
          </button>
        ))}
        {!isReadOnly && (
          <Select<string>
            aria-label={t('field.addMetric')}
            placeholder={t('field.addMetric')}
            className={styles.number ?? ''}
            popupMatchSelectWidth={240}
            value={null}
            showSearch={{ optionFilterProp: 'label' }}
            options={addable.map(({ code }) => ({ value: code, label: metricName(code) }))}
            onChange={(metric) => {
              set([...metrics, newRule(metric)]);
              setWanted(metric);
            }}
          />
        )}
      </div>
      <span className={fields.hint}>{shown ? '' : t('hint.noMetrics')}</span>
      {shown && (
        <RuleFields
          key={shown.metric}
          rule={shown}
          path={`metrics.${index}`}
          importances={draft.targets.importances}
          errors={errors}
          isReadOnly={isReadOnly}
          onChange={(rule) => set(metrics.map((one, place) => (place === index ? rule : one)))}
          onRemove={() => set(metrics.filter((_, place) => place !== index))}
        />
      )}
    </>
  );
}
