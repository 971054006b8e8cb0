import { AutoComplete, Input, Select } from 'antd';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRule, EventRuleInput } from '../../../../shared/contracts/eventRules.ts';
import { SEVERITIES } from '../../../../shared/domain/alarm/severity.ts';
import { EVENT_CAUSES } from '../../../../shared/domain/event/definition.ts';
import { EVENT_EFFECTS } from '../../../../shared/domain/event/rule.ts';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import fields from '../editor/editor.module.css';
import { FieldError } from '../editor/FieldError.tsx';
import type { DraftError } from '../model.ts';
import styles from '../policies.module.css';
import { ComponentFields } from './ComponentFields.tsx';
import own from './events.module.css';
import { MatchFields } from './MatchFields.tsx';

export interface EventFormProps {
  readonly draft: EventRuleInput;
  readonly seen: EventRule | null;
  readonly isDirty: boolean;
  readonly errors: readonly DraftError[];
  /** Those there are, to be chosen from. */
  readonly conditions: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (draft: EventRuleInput) => void;
  readonly onSubmit: () => void;
}

const BY_CAUSE = 'byCause';

/** What a form shows of the state of a rule. */
function Marks({ seen, isDirty }: Pick<EventFormProps, 'seen' | 'isDirty'>) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const { delivered = null } = seen ?? {};
  return (
    <span className={styles.tags}>
      {seen && t('eventRules:state.version', { version: seen.version })}
      {seen?.isBuiltIn && <Tag>{t('eventRules:state.builtIn')}</Tag>}
      {seen && <Tag look={seen.isOn ? 'solid' : 'plain'}>{t(seen.isOn ? 'eventRules:state.on' : 'eventRules:state.off')}</Tag>}
      {delivered && (
        <Tag look="dashed">
          {t('eventRules:state.decided', {
            severity: delivered.severity === null ? t('eventRules:severity.byCause') : t(`terms:severity.${delivered.severity}`),
            on: t(delivered.isOn ? 'eventRules:state.on' : 'eventRules:state.off'),
          })}
        </Tag>
      )}
      {isDirty && <Tag look="dashed">{t('eventRules:state.draft')}</Tag>}
    </span>
  );
}

/** Everything of a rule that is written by hand; of one that the product brings only its severity can be. */
export function EventForm({ draft, seen, isDirty, errors, conditions, isReadOnly, onChange, onSubmit }: EventFormProps) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const id = useId();
  const isFixed = isReadOnly || (seen?.isBuiltIn ?? false);
  const set = (change: Partial<EventRuleInput>) => onChange({ ...draft, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const isWrong = (path: string) => (errors.some((error) => error.path === path) ? { status: 'error' as const, 'aria-invalid': true } : {});
  return (
    <Panel title={draft.name || t('eventRules:state.new')} meta={<Marks seen={seen} isDirty={isDirty} />}>
      <form className={fields.form} onSubmit={submit}>
        <label className={fields.label} htmlFor={`${id}-name`}>
          {t('eventRules:field.name')}
        </label>
        <div className={fields.inputs}>
          <Input
            id={`${id}-name`}
            value={draft.name}
            maxLength={60}
            autoComplete="off"
            disabled={isFixed}
            onChange={(event) => set({ name: event.target.value })}
            {...isWrong('name')}
          />
          {(draft.name !== '' || seen) && <FieldError errors={errors} path="name" />}
        </div>
        <span className={fields.hint}>{seen?.source}</span>
        <MatchFields draft={draft} errors={errors} isReadOnly={isFixed} onChange={onChange} />
        <span className={fields.rule} />
        <span className={fields.label}>{t('eventRules:field.effect')}</span>
        <div className={fields.inputs}>
          <Select
            aria-label={t('eventRules:field.effect')}
            value={draft.effect}
            disabled={isFixed}
            options={EVENT_EFFECTS.map((value) => ({ value, label: t(`eventRules:effect.${value}`) }))}
            onChange={(effect) => set({ effect })}
          />
        </div>
        <span className={fields.hint}>{t(`eventRules:hint.effect.${draft.effect}`)}</span>
        <label className={fields.label} htmlFor={`${id}-condition`}>
          {t('eventRules:field.condition')}
        </label>
        <div className={fields.inputs}>
          <AutoComplete
            id={`${id}-condition`}
            className={own.wide ?? ''}
            value={draft.condition}
            disabled={isFixed}
            options={conditions.filter((one) => one.includes(draft.condition)).map((value) => ({ value }))}
            onChange={(condition: string) => set({ condition: condition.slice(0, 60) })}
            {...isWrong('condition')}
          />
          {(draft.condition !== '' || seen) && <FieldError errors={errors} path="condition" />}
        </div>
        <span className={fields.hint}>{t('eventRules:hint.condition')}</span>
        <span className={fields.label}>{t('eventRules:field.cause')}</span>
        <div className={fields.inputs}>
          <Select
            aria-label={t('eventRules:field.cause')}
            className={own.wide ?? ''}
            value={draft.cause}
            disabled={isFixed}
            options={EVENT_CAUSES.map((value) => ({ value, label: t(`terms:cause.${value}`) }))}
            onChange={(cause) => set({ cause })}
            {...isWrong('cause')}
          />
          <FieldError errors={errors} path="cause" />
        </div>
        <span className={fields.hint} />
        <span className={fields.label}>{t('eventRules:field.severity')}</span>
        <div className={fields.inputs}>
          <Select
            aria-label={t('eventRules:field.severity')}
            className={own.wide ?? ''}
            value={draft.severity ?? BY_CAUSE}
            disabled={isReadOnly || draft.effect === 'ends'}
            options={[
              { value: BY_CAUSE, label: t('eventRules:severity.byCause') },
              ...SEVERITIES.map((value) => ({ value, label: t(`terms:severity.${value}`) })),
            ]}
            onChange={(severity) => set({ severity: SEVERITIES.find((one) => one === severity) ?? null })}
          />
        </div>
        <span className={fields.hint} />
        <ComponentFields draft={draft} errors={errors} isReadOnly={isFixed} onChange={onChange} />
        {/* Enter in a field saves; the button for it stands among the actions. */}
        <button type="submit" hidden />
      </form>
    </Panel>
  );
}
