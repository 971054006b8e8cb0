import { Checkbox, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Importance } from '../../../../shared/domain/inventory/resource.ts';
import { metricDefinition } from '../../../../shared/domain/metric/catalogue.ts';
import { ESSENTIAL_METRICS, type MetricRule, type Threshold } from '../../../../shared/domain/policy/policy.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { metricName } from '../diff.ts';
import { type DraftError, NEW_THRESHOLD } from '../model.ts';
import styles from '../policies.module.css';
import fields from './editor.module.css';
import { FieldError } from './FieldError.tsx';
import { LevelFields } from './LevelFields.tsx';
import { WindowFields } from './WindowFields.tsx';

interface Props {
  readonly rule: MetricRule;
  readonly path: string;
  readonly importances: readonly Importance[];
  readonly errors: readonly DraftError[];
  readonly isReadOnly: boolean;
  readonly onChange: (rule: MetricRule) => void;
  readonly onRemove: () => void;
}

/** What the policy says of one metric: kept or not, judged or not, and how. */
export function RuleFields({ rule, path, importances, errors, isReadOnly, onChange, onRemove }: Props) {
  const { t } = useTranslation('policies');
  const { metric, isCollected, threshold } = rule;
  const isEssential = ESSENTIAL_METRICS.includes(metric);
  return (
    <>
      <span />
      <div className={fields.inputs}>
        <Checkbox
          checked={isCollected}
          disabled={isReadOnly || isEssential}
          onChange={({ target }) => onChange({ ...rule, isCollected: target.checked })}
        >
          {t('field.isCollected')}
        </Checkbox>
        <Checkbox
          checked={isCollected && threshold !== null}
          disabled={isReadOnly || !isCollected}
          onChange={({ target }) => onChange({ ...rule, threshold: target.checked ? NEW_THRESHOLD : null })}
        >
          {t('field.isJudged')}
        </Checkbox>
        {!isReadOnly && (
          <Button look="quiet" onClick={onRemove}>
            <span aria-hidden="true">
              <Icon name="cross" size={14} />
            </span>
            <span className="visually-hidden">{t('field.removeMetric', { metric: metricName(metric) })}</span>
          </Button>
        )}
        <FieldError errors={errors} path={`${path}.isCollected`} />
        <FieldError errors={errors} path={`${path}.metric`} />
      </div>
      <span className={fields.hint}>
        {isEssential ? t('hint.essential') : !isCollected ? t('hint.notCollected') : threshold === null ? t('hint.notJudged') : ''}
      </span>
      {isCollected && threshold && (
        <ThresholdFields
          threshold={threshold}
          metric={metric}
          path={`${path}.threshold`}
          importances={importances}
          errors={errors}
          isReadOnly={isReadOnly}
          onChange={(next) => onChange({ ...rule, threshold: next })}
        />
      )}
    </>
  );
}

interface ThresholdProps extends Omit<Props, 'rule' | 'onChange' | 'onRemove'> {
  readonly threshold: Threshold;
  readonly metric: string;
  readonly onChange: (threshold: Threshold) => void;
}

function ThresholdFields({ threshold, metric, path, importances, errors, isReadOnly, onChange }: ThresholdProps) {
  const { t } = useTranslation(['policies', 'alarms']);
  const set = (change: Partial<Threshold>) => onChange({ ...threshold, ...change });
  const number = (label: string, value: number, apply: (value: number) => void, more: object = {}) => (
    <InputNumber
      aria-label={label}
      className={styles.small ?? ''}
      value={value}
      min={0}
      disabled={isReadOnly}
      onChange={(next) => apply(Number(next ?? value))}
      {...more}
    />
  );
  const unit = metricDefinition(metric)?.unit;
  return (
    <>
      <span className={fields.label}>{t('policies:field.direction')}</span>
      <div className={fields.inputs}>
        <Select<Threshold['direction']>
          aria-label={t('policies:field.direction')}
          className={styles.small ?? ''}
          value={threshold.direction}
          disabled={isReadOnly}
          options={(['above', 'below'] as const).map((value) => ({ value, label: t(`alarms:direction.${value}`) }))}
          onChange={(direction) => set({ direction })}
        />
        {t('policies:field.duration')}
        {number(t('policies:field.duration'), threshold.durationMs / 1000, (seconds) => set({ durationMs: Math.round(seconds * 1000) }), {
          max: 86_400,
          precision: 0,
        })}
        {t('policies:unit.second')}
        {number(t('policies:field.m'), threshold.m, (m) => set({ m }), { min: 1, max: 20, precision: 0 })}
        {t('policies:field.m.unit')}
        {number(t('policies:field.n'), threshold.n, (n) => set({ n }), { min: 1, max: 20, precision: 0 })}
        {t('policies:field.n.unit')}
        <FieldError errors={errors} path={`${path}.n`} />
      </div>
      <span className={fields.hint}>{t('policies:hint.nOfM')}</span>
      <LevelFields
        threshold={threshold}
        path={path}
        importances={importances}
        errors={errors}
        isReadOnly={isReadOnly}
        onChange={onChange}
      />
      <span className={fields.label}>{t('policies:field.hysteresis')}</span>
      <div className={fields.inputs}>
        {number(t('policies:field.hysteresis'), threshold.hysteresis, (hysteresis) => set({ hysteresis }))}
        {unit === '%' || unit === 'ms' ? unit : ''}
      </div>
      <span className={fields.hint}>{t('policies:hint.hysteresis')}</span>
      <WindowFields
        windows={threshold.windows}
        path={`${path}.windows`}
        errors={errors}
        isReadOnly={isReadOnly}
        onChange={(windows) => set({ windows })}
      />
    </>
  );
}
