import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy, PolicyInput } from '../../../../shared/contracts/policies.ts';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { IMPORTANCES, RESOURCE_CLASSES } from '../../../../shared/domain/inventory/resource.ts';
import { isTarget } from '../../../../shared/domain/policy/target.ts';
import { formatCount } from '../../../lib/format.ts';
import { resourceOption } from '../NamedResource.tsx';
import fields from './editor.module.css';

type Targets = PolicyInput['targets'];

interface Props {
  readonly draft: PolicyInput;
  readonly seen: Policy | null;
  /** Null while they are not known, or may not be. */
  readonly resources: readonly Resource[] | null;
  readonly isReadOnly: boolean;
  readonly onChange: (draft: PolicyInput) => void;
}

const options = (values: Iterable<string>) =>
  [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, label: value }));

/** Whom the policy is for, facet by facet, with the resources it meets counted at once. */
export function TargetFields({ draft, seen, resources: known, isReadOnly, onChange }: Props) {
  const { t } = useTranslation(['policies', 'terms']);
  const { targets } = draft;
  const resources = known ?? [];
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
          <Met targets={targets} seen={seen} resources={known} />
        </b>
        <br />
        {t('policies:hint.precedence')}
      </span>
    </>
  );
}

/** How many resources it is for: of the draft as it stands, or, where resources are not known, as the station counted for the saved policy. */
function Met({ targets, seen, resources }: { readonly targets: Targets } & Pick<Props, 'seen' | 'resources'>) {
  const { t } = useTranslation('policies');
  const met = useMemo(() => resources?.filter((resource) => isTarget(targets, resource)), [resources, targets]);
  if (resources && met)
    return t('hint.targets', {
      targeted: formatCount(met.length),
      resources: formatCount(resources.length),
      points: formatCount(met.reduce((sum, { points }) => sum + points, 0)),
    });
  if (seen && JSON.stringify(seen.targets) === JSON.stringify(targets))
    return t('hint.targets.saved', { targeted: formatCount(seen.targeted), points: formatCount(seen.points) });
  return t('hint.targets.pending');
}
