import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRuleInput } from '../../../../shared/contracts/eventRules.ts';
import { SYSLOG_SEVERITIES } from '../../../../shared/domain/syslog/message.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import fields from '../editor/editor.module.css';
import { FieldError } from '../editor/FieldError.tsx';
import type { DraftError } from '../model.ts';
import own from './events.module.css';
import { NEW_RULE } from './model.ts';

export interface PartProps {
  readonly draft: EventRuleInput;
  readonly errors: readonly DraftError[];
  readonly isReadOnly: boolean;
  readonly onChange: (draft: EventRuleInput) => void;
}

const NEW_TRAP: EventRuleInput['match'] = { kind: 'trap', oid: '', variables: [] };
const ANY = 'any';

/** Which notifications or lines are meant. */
export function MatchFields(props: PartProps) {
  const { t } = useTranslation('eventRules');
  const { draft, isReadOnly, onChange } = props;
  const { kind } = draft.match;
  const turn = (next: 'line' | 'trap') => {
    if (next !== kind) onChange({ ...draft, match: next === 'trap' ? NEW_TRAP : NEW_RULE.match, component: { kind: 'whole' } });
  };
  return (
    <>
      <span className={fields.label}>{t('field.kind')}</span>
      <div className={fields.inputs}>
        {isReadOnly ? (
          t(`kind.${kind}`)
        ) : (
          <Segmented
            label={t('field.kind')}
            segments={(['line', 'trap'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={turn}
          />
        )}
      </div>
      <span className={fields.hint} />
      {draft.match.kind === 'line' ? <LineFields {...props} match={draft.match} /> : <TrapFields {...props} match={draft.match} />}
    </>
  );
}

type Line = Extract<EventRuleInput['match'], { kind: 'line' }>;
type Trap = Extract<EventRuleInput['match'], { kind: 'trap' }>;

const orNull = (text: string): string | null => (text === '' ? null : text);

function LineFields({ draft, match, errors, isReadOnly, onChange }: PartProps & { readonly match: Line }) {
  const { t } = useTranslation('eventRules');
  const id = useId();
  const set = (change: Partial<Line>) => onChange({ ...draft, match: { ...match, ...change } });
  const text = (field: 'app' | 'messageId') => (
    <>
      <label className={fields.label} htmlFor={`${id}-${field}`}>
        {t(`field.${field}`)}
      </label>
      <div className={fields.inputs}>
        <Input
          id={`${id}-${field}`}
          className={own.code ?? ''}
          value={match[field] ?? ''}
          maxLength={100}
          autoComplete="off"
          disabled={isReadOnly}
          onChange={({ target }) => set({ [field]: orNull(target.value.trim()) })}
        />
      </div>
      <span className={fields.hint}>{t(`field.${field}.hint`)}</span>
    </>
  );
  const isWrong = errors.some(({ path }) => path === 'match.template');
  return (
    <>
      {text('app')}
      {text('messageId')}
      <label className={fields.label} htmlFor={`${id}-template`}>
        {t('field.template')}
      </label>
      <div className={fields.inputs}>
        <Input
          id={`${id}-template`}
          className={own.code ?? ''}
          value={match.template ?? ''}
          maxLength={500}
          autoComplete="off"
          placeholder={t('field.template.placeholder')}
          disabled={isReadOnly}
          onChange={({ target }) => set({ template: orNull(target.value) })}
          {...(isWrong && { status: 'error' as const, 'aria-invalid': true })}
        />
        <FieldError errors={errors} path="match.template" />
      </div>
      <span className={fields.hint}>{t('field.template.hint')}</span>
      <span className={fields.label}>{t('field.leastSeverity')}</span>
      <div className={fields.inputs}>
        <Select
          aria-label={t('field.leastSeverity')}
          className={own.wide ?? ''}
          value={match.severity ?? ANY}
          disabled={isReadOnly}
          options={[
            { value: ANY, label: t('field.leastSeverity.any') },
            ...SYSLOG_SEVERITIES.map((value) => ({ value, label: `${value} ${t(`syslog.${value}`)}` })),
          ]}
          onChange={(severity) => set({ severity: SYSLOG_SEVERITIES.find((one) => one === severity) ?? null })}
        />
      </div>
      <span className={fields.hint} />
    </>
  );
}

function TrapFields({ draft, match, errors, isReadOnly, onChange }: PartProps & { readonly match: Trap }) {
  const { t } = useTranslation('eventRules');
  const id = useId();
  const set = (change: Partial<Trap>) => onChange({ ...draft, match: { ...match, ...change } });
  const setVariable = (place: number, change: Partial<Trap['variables'][number]>) =>
    set({ variables: match.variables.map((one, index) => (index === place ? { ...one, ...change } : one)) });
  return (
    <>
      <label className={fields.label} htmlFor={`${id}-oid`}>
        {t('field.oid')}
      </label>
      <div className={fields.inputs}>
        <Input
          id={`${id}-oid`}
          className={own.code ?? ''}
          value={match.oid}
          maxLength={300}
          autoComplete="off"
          disabled={isReadOnly}
          onChange={({ target }) => set({ oid: target.value.trim() })}
        />
        {match.oid !== '' && <FieldError errors={errors} path="match.oid" />}
      </div>
      <span className={fields.hint}>{t('field.oid.hint')}</span>
      <span className={fields.label}>{t('field.variables')}</span>
      <div className={fields.inputs}>
        {match.variables.map(({ oid, values }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place, and rows are not moved
          <div key={place} className={fields.inputs}>
            <Input
              aria-label={t('field.variable.oid', { n: place + 1 })}
              className={`${own.code} ${own.oid}`}
              value={oid}
              disabled={isReadOnly}
              onChange={({ target }) => setVariable(place, { oid: target.value.trim() })}
            />
            <Select
              mode="tags"
              aria-label={t('field.variable.values', { n: place + 1 })}
              className={own.oid ?? ''}
              value={values}
              disabled={isReadOnly}
              tokenSeparators={[',', t('field.separator')]}
              options={[{ value: '', label: t('field.variable.missing') }]}
              onChange={(next: string[]) => setVariable(place, { values: next })}
            />
            {!isReadOnly && (
              <Button look="quiet" onClick={() => set({ variables: match.variables.filter((_, index) => index !== place) })}>
                <span aria-hidden="true">
                  <Icon name="cross" size={14} />
                </span>
                <span className="visually-hidden">{t('field.variable.remove', { n: place + 1 })}</span>
              </Button>
            )}
            <FieldError errors={errors} path={`match.variables.${place}.oid`} />
            <FieldError errors={errors} path={`match.variables.${place}.values`} />
          </div>
        ))}
        {!isReadOnly && match.variables.length < 20 && (
          <Button look="quiet" onClick={() => set({ variables: [...match.variables, { oid: '', values: [] }] })}>
            {t('field.variable.add')}
          </Button>
        )}
      </div>
      <span className={fields.hint}>{t('field.variables.hint')}</span>
    </>
  );
}
