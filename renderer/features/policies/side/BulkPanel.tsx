import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../../shared/contracts/policies.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Segmented } from '../../../components/Segmented/Segmented.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { formatCount } from '../../../lib/format.ts';
import { useCan } from '../../../lib/session.ts';
import styles from '../policies.module.css';
import { SwitchConfirm } from './SwitchConfirm.tsx';

/** Several policies at once: which, what applying or withdrawing them does, and the step itself. */
export function BulkPanel({ policies, onDone }: { readonly policies: readonly Policy[]; readonly onDone: () => void }) {
  const { t } = useTranslation('policies');
  const mayEdit = useCan('policy.edit');
  const [kind, setKind] = useState<'apply' | 'withdraw'>(policies.every(({ isApplied }) => isApplied) ? 'withdraw' : 'apply');
  return (
    <>
      <div className={styles.column}>
        <Panel
          title={t('bulk.selected', { count: policies.length })}
          padded={false}
          actions={
            <>
              {mayEdit && (
                <Segmented
                  label={t('bulk.selected', { count: policies.length })}
                  segments={[
                    { value: 'apply', label: t('bulk.apply') },
                    { value: 'withdraw', label: t('bulk.withdraw') },
                  ]}
                  value={kind}
                  onChange={setKind}
                />
              )}
              <Button onClick={onDone}>{t('bulk.clear')}</Button>
            </>
          }
        >
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('list.title')}</th>
                <th scope="col" className={styles.end}>
                  {t('list.resources')}
                </th>
                <th scope="col" className={styles.end}>
                  {t('list.alarms')}
                </th>
                <th scope="col">{t('field.isApplied')}</th>
              </tr>
            </thead>
            <tbody>
              {policies.map(({ id, name, targeted, activeAlarms, isApplied }) => (
                <tr key={id}>
                  <td>{name}</td>
                  <td className={styles.end}>{formatCount(targeted)}</td>
                  <td className={styles.end}>{formatCount(activeAlarms)}</td>
                  <td>
                    <Tag look={isApplied ? 'solid' : 'plain'}>{t(isApplied ? 'state.applied' : 'state.withdrawn')}</Tag>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      </div>
      <div className={styles.column}>
        {mayEdit && <SwitchConfirm key={kind} policies={policies} isApplied={kind === 'apply'} onDone={onDone} onCancel={onDone} />}
      </div>
    </>
  );
}
