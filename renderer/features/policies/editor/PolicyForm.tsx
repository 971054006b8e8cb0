import { Input, InputNumber } from 'antd';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy, PolicyInput } from '../../../../shared/contracts/policies.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { stationClock } from '../../../lib/clock.ts';
import { formatWhen } from '../../../lib/format.ts';
import type { DraftError } from '../model.ts';
import styles from '../policies.module.css';
import fields from './editor.module.css';
import { FieldError } from './FieldError.tsx';
import { MetricFields } from './MetricFields.tsx';
import { TargetFields } from './TargetFields.tsx';

export interface PolicyFormProps {
  readonly draft: PolicyInput;
  readonly seen: Policy | null;
  readonly isDirty: boolean;
  readonly errors: readonly DraftError[];
  /** Null while they are not known, or may not be. */
  readonly resources: readonly Resource[] | null;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: PolicyInput) => void;
  readonly onSubmit: () => void;
}

/** Everything of a policy that is written by hand. */
export function PolicyForm({ draft, seen, isDirty, errors, resources, isReadOnly, onChange, onSubmit }: PolicyFormProps) {
  const { t } = useTranslation('policies');
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const isWrong = (path: string) => (errors.some((error) => error.path === path) ? { status: 'error' as const, 'aria-invalid': true } : {});
  return (
    <Panel
      title={draft.name || t('state.new')}
      meta={
        <span className={styles.tags}>
          {seen && t('state.version', { version: seen.version })}
          {seen?.isBuiltIn && <Tag>{t('state.builtIn')}</Tag>}
          {seen && <Tag look={seen.isApplied ? 'solid' : 'plain'}>{t(seen.isApplied ? 'state.applied' : 'state.withdrawn')}</Tag>}
          {seen?.silentUntil && <Tag look="dashed">{t('state.silent', { at: formatWhen(seen.silentUntil, stationClock.now()) })}</Tag>}
          {isDirty && <Tag look="dashed">{t('state.draft')}</Tag>}
        </span>
      }
    >
      <form className={fields.form} onSubmit={submit}>
        <label className={fields.label} htmlFor={`${id}-name`}>
          {t('field.name')}
        </label>
        <div className={fields.inputs}>
          <Input
            id={`${id}-name`}
            value={draft.name}
            maxLength={60}
            autoComplete="off"
            disabled={isReadOnly}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
            {...isWrong('name')}
          />
          {(draft.name !== '' || seen) && <FieldError errors={errors} path="name" />}
        </div>
        <span className={fields.hint} />
        <TargetFields draft={draft} seen={seen} resources={resources} isReadOnly={isReadOnly} onChange={onChange} />
        <label className={fields.label} htmlFor={`${id}-interval`}>
          {t('field.intervalS')}
        </label>
        <div className={fields.inputs}>
          <InputNumber
            id={`${id}-interval`}
            className={styles.number ?? ''}
            value={draft.intervalS}
            precision={0}
            placeholder={t('field.intervalS.none')}
            suffix={t('unit.second')}
            disabled={isReadOnly}
            onChange={(intervalS) => onChange({ ...draft, intervalS })}
            {...isWrong('intervalS')}
          />
          <FieldError errors={errors} path="intervalS" />
        </div>
        <span className={fields.hint}>{t('hint.interval')}</span>
        <label className={fields.label} htmlFor={`${id}-priority`}>
          {t('field.priority')}
        </label>
        <div className={fields.inputs}>
          <InputNumber
            id={`${id}-priority`}
            className={styles.small ?? ''}
            value={draft.priority}
            min={-1000}
            max={1000}
            precision={0}
            disabled={isReadOnly}
            onChange={(priority) => onChange({ ...draft, priority: priority ?? 0 })}
          />
        </div>
        <span className={fields.hint}>{t('hint.priority')}</span>
        <span className={fields.rule} />
        <MetricFields draft={draft} errors={errors} isReadOnly={isReadOnly} onChange={onChange} />
        {/* Enter in a field saves; the button for it stands among the actions. */}
        <button type="submit" hidden />
      </form>
    </Panel>
  );
}
