import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_SILENT_HOURS, SILENT_HOURS } from '../../../../shared/domain/policy/silent.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { TextField } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { useResources } from '../../resources/index.ts';
import { resourceOption } from '../NamedResource.tsx';
import styles from '../policies.module.css';
import { useStartSilent } from '../queries.ts';

/** A batch of resources to be observed silently for a while. */
export function StartPanel({ onStarted }: { readonly onStarted: (id: string) => void }) {
  const { t } = useTranslation(['policies', 'terms']);
  const [name, setName] = useState('');
  const [resourceIds, setResourceIds] = useState<string[]>([]);
  const [hours, setHours] = useState(SILENT_HOURS);
  const start = useStartSilent();
  const hindered = useActionReason('policy.edit');
  const resources = useResources(false).data?.items ?? [];
  const reason =
    hindered ??
    (name.trim() === '' ? t('policies:silent.new.noName') : resourceIds.length === 0 ? t('policies:silent.new.noResource') : null);
  const begin = () =>
    start.mutate(
      { name: name.trim(), resourceIds, hours },
      {
        onSuccess: ({ id }) => {
          setName('');
          setResourceIds([]);
          onStarted(id);
        },
      },
    );
  return (
    <Panel title={t('policies:silent.new')}>
      <div className={styles.fields}>
        <TextField
          label={t('policies:silent.new.name')}
          placeholder={t('policies:silent.new.name.placeholder')}
          value={name}
          maxLength={60}
          onChange={setName}
        />
        <Select<string[]>
          mode="multiple"
          aria-label={t('policies:silent.new.resources')}
          placeholder={t('policies:silent.new.resources.placeholder')}
          value={resourceIds}
          maxTagCount="responsive"
          showSearch={{ optionFilterProp: 'label' }}
          options={resources.map(resourceOption)}
          onChange={setResourceIds}
        />
        <div className={styles.actionRow}>
          <span>{t('policies:silent.new.hours')}</span>
          <InputNumber
            aria-label={t('policies:silent.new.hours')}
            className={styles.small ?? ''}
            min={1}
            max={MAX_SILENT_HOURS}
            precision={0}
            value={hours}
            onChange={(next) => setHours(next ?? SILENT_HOURS)}
          />
          <Button look="primary" reason={reason} busy={start.isPending} onClick={begin}>
            {t('policies:silent.new.start', { count: resourceIds.length })}
          </Button>
        </div>
        {start.error && <p role="alert">{t(`terms:problem.${start.error.code}`)}</p>}
      </div>
    </Panel>
  );
}
