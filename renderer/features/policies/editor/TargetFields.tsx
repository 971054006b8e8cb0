import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyInput } from '../../../../shared/contracts/policies.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { isTarget } from '../../../../shared/domain/policy/target.ts';
import { formatCount } from '../../../lib/format.ts';
import { resourceOption } from '../NamedResource.tsx';
import fields from './editor.module.css';

type Targets = PolicyInput['targets'];

interface Props {
  readonly draft: PolicyInput;
  readonly resources: readonly Resource[];
  readonly isReadOnly: boolean;
  readonly onChange: (draft: PolicyInput) => void;
}

const options = (values: Iterable<string>) =>
  [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, label: value }));

/** Whom the policy is for, facet by facet, with the resources it meets counted at once. */
export function TargetFields({ draft, resources, isReadOnly, onChange }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const { targets } = draft;
  const met = useMemo(() => resources.filter((resource) => isTarget(targets, resource)), [resources, targets]);
  const set = (change: Partial<Targets>) => onChange({ ...draft, targets: { ...targets, ...change } });
  const facet = (key: keyof Targets, values: readonly { readonly value: string; readonly label: string }[], isOpen = false) => (
    <div className={fields.facet} data-wide={key === 'resourceIds' || undefined}>
      <span aria-hidden="true">{t(`policies:field.${key}`)}</span>
      <Select<string[]>
        mode={isOpen ? 'tags' : 'multiple'}
        aria-label={t(`policies:field.${key}`)}
        value={targets[key]}
        options={[...values]}
        placeholder={t('policies:field.any')}
        disabled={isReadOnly}
        maxTagCount="responsive"
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(chosen) => set({ [key]: chosen })}
      />
    </div>
  );
  return (
    <>
      <span className={fields.label}>{t('policies:field.targets')}</span>
      <div className={fields.targets}>
        {facet(
          'classes',
          RESOURCE_CLASSES.map((value) => ({ value, label: t(`terms:class.${value}`) })),
        )}
        {facet(
          'importances',
          IMPORTANCES.map((value) => ({ value, label: t(`terms:importance.${value}`) })),
        )}
        {facet('domains', options(resources.map(({ domain }) => domain)), true)}
        {facet('tags', options(resources.flatMap(({ tags }) => tags)), true)}
        {facet('resourceIds', resources.map(resourceOption))}
      </div>
      <span className={fields.hint}>
        <b>
          {t('policies:hint.targets', {
            targeted: formatCount(met.length),
            resources: formatCount(resources.length),
            points: formatCount(met.reduce((sum, { points }) => sum + points, 0)),
          })}
        </b>
        <br />
        {t('policies:hint.precedence')}
      </span>
    </>
  );
}
