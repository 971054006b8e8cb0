import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { EventRuleInput } from '../../../../shared/contracts/eventRules.ts';
import fields from '../editor/editor.module.css';
import { FieldError } from '../editor/FieldError.tsx';
import own from './events.module.css';
import type { PartProps } from './MatchFields.tsx';
import { holesOf } from './model.ts';

type Component = EventRuleInput['component'];
const HOLE = 'hole:';

const keyOf = (component: Component): string => (component.kind === 'hole' ? HOLE + component.name : component.kind);

function componentOf(key: string, before: Component): Component {
  if (key.startsWith(HOLE)) return { kind: 'hole', name: key.slice(HOLE.length) };
  if (key === 'value' || key === 'row') return { kind: key, oid: 'oid' in before ? before.oid : '' };
  return { kind: key === 'interface' ? 'interface' : 'whole' };
}

/** Which part of the resource is meant. */
export function ComponentFields({ draft, errors, isReadOnly, onChange }: PartProps) {
  const { t } = useTranslation('eventRules');
  const { match, component } = draft;
  const holes = match.kind === 'line' ? holesOf(match.template) : [];
  const chosen = component.kind === 'hole' && !holes.includes(component.name) ? [component.name] : [];
  const kinds = match.kind === 'trap' ? (['whole', 'interface', 'value', 'row'] as const) : (['whole'] as const);
  return (
    <>
      <span className={fields.label}>{t('field.component')}</span>
      <div className={fields.inputs}>
        <Select
          aria-label={t('field.component')}
          className={own.wide ?? ''}
          value={keyOf(component)}
          disabled={isReadOnly}
          options={[
            ...kinds.map((value) => ({ value: value as string, label: t(`component.${value}`) })),
            ...[...holes, ...chosen].map((name) => ({ value: HOLE + name, label: t('component.hole', { name }) })),
          ]}
          onChange={(key) => onChange({ ...draft, component: componentOf(key, component) })}
        />
        {'oid' in component && (
          <Input
            aria-label={t('field.component.oid')}
            className={`${own.code} ${own.oid}`}
            value={component.oid}
            disabled={isReadOnly}
            onChange={({ target }) => onChange({ ...draft, component: { ...component, oid: target.value.trim() } })}
          />
        )}
        <FieldError errors={errors} path="component" />
      </div>
      <span className={fields.hint} />
    </>
  );
}
