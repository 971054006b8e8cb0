import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { TextField } from '../../../components/Input/Input.tsx';
import { keyCap, useKeys } from '../../../lib/keys.ts';
import { resourceText } from '../../../lib/resourceText.ts';
import { useRetireResource } from '../queries.ts';
import styles from './page.module.css';

/** Stop monitoring: says what stops, what stays and how to take it back; needs a reason. No default button. */
export function RetireDrawer({ resource, onClose }: { readonly resource: Resource; readonly onClose: () => void }) {
  const { t } = useTranslation(['resources', 'common', 'terms']);
  const retire = useRetireResource();
  const [reason, setReason] = useState('');
  const name = resourceText(resource.name, resource.isSimulated);
  useKeys(
    [{ id: 'retire.close', keys: 'Escape', title: t('common:action.cancel'), group: t('resources:title'), inText: true, run: onClose }],
    'box',
  );
  const failure = retire.error;
  return (
    <Drawer
      label={t('resources:retire.title', { name })}
      onClose={onClose}
      head={<h2 className={styles.drawerTitle}>{t('resources:retire.title', { name })}</h2>}
      footer={
        <div className={styles.actions}>
          <Button
            reason={reason.trim() === '' ? t('resources:retire.needsReason') : null}
            busy={retire.isPending}
            onClick={() => retire.mutate({ id: resource.id, version: resource.version, reason: reason.trim() }, { onSuccess: onClose })}
          >
            {t('resources:retire')}
          </Button>
          <Button kbd={keyCap('Escape')} onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
        </div>
      }
    >
      <DrawerSection title={t('resources:retire.effects')}>
        <ul className={styles.effects}>
          <li>{t('resources:retire.stops', { count: resource.checks.length })}</li>
          <li>
            {resource.activeAlarms === 0 ? t('resources:retire.noAlarms') : t('resources:retire.alarms', { count: resource.activeAlarms })}
          </li>
          <li>{t('resources:retire.stays')}</li>
          <li>{t('resources:retire.undo')}</li>
        </ul>
      </DrawerSection>
      <DrawerSection>
        <TextField
          label={t('resources:retire.reason')}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={500}
          hint={t('resources:retire.reason.hint')}
        />
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure.code === 'resource.changed' ? t('resources:changed.retry') : t(`terms:problem.${failure.code}`)}
          </p>
        )}
      </DrawerSection>
    </Drawer>
  );
}
