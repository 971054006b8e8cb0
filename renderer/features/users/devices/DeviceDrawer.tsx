import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../../shared/contracts/devices.ts';
import { Ask } from '../../../components/Ask/Ask.tsx';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { StateBlock } from '../../../components/StateBlock/StateBlock.tsx';
import { formatDateTime } from '../../../lib/format.ts';
import { failureText } from '../failure.ts';
import { useRenewCode, useRevokeDevice } from '../queries.ts';
import { Facts } from '../Sides.tsx';
import styles from '../users.module.css';
import { CodeOnce } from './CodeOnce.tsx';
import { DeviceState } from './DeviceTable.tsx';

/** One device: whether it is there, a new code from the system administrator, its end from the security administrator. */
export function DeviceDrawer({ device, onClose }: { readonly device: Device | null; readonly onClose: () => void }) {
  const { t } = useTranslation('users');
  if (device === null)
    return (
      <Drawer label={t('device.gone')} onClose={onClose}>
        <StateBlock icon="screen" title={t('device.gone')} />
      </Drawer>
    );
  const { lastSeenAt, enrolledAt, createdAt } = device;
  return (
    <Drawer label={device.name} onClose={onClose} head={<h2 className={styles.drawerTitle}>{device.name}</h2>}>
      <DrawerSection title={t('device.facts')}>
        <Facts
          facts={[
            [t('devices.column.kind'), t(`devices.kind.${device.kind}`)],
            [t('devices.column.state'), <DeviceState key="state" device={device} />],
            [t('devices.column.seen'), lastSeenAt === null ? t('device.never') : formatDateTime(lastSeenAt)],
            ...(enrolledAt === null ? [] : [[t('devices.column.enrolled'), formatDateTime(enrolledAt)] as const]),
            [t('devices.column.created'), formatDateTime(createdAt)],
          ]}
        />
      </DrawerSection>
      {device.revokedAt === null && <Actions device={device} />}
    </Drawer>
  );
}

function Actions({ device }: { readonly device: Device }) {
  const { t } = useTranslation(['users', 'terms']);
  const mayRenew = useActionReason('device.enrol');
  const mayRevoke = useActionReason('device.revoke');
  const renew = useRenewCode(device.id);
  const revoke = useRevokeDevice(device.id);
  const [asked, setAsked] = useState<'code' | 'revoke' | null>(null);
  const failure = failureText(t, renew.error ?? revoke.error);
  return (
    <>
      <DrawerSection title={t('users:device.actions')}>
        <div className={styles.form}>
          <Button reason={mayRenew} onClick={() => setAsked('code')}>
            {t('users:device.code')}
          </Button>
          <Button reason={mayRevoke} onClick={() => setAsked('revoke')}>
            {t('users:device.revoke')}
          </Button>
        </div>
        {asked === 'code' && (
          <Ask
            title={t('users:device.code.title')}
            text={t('users:device.code.text')}
            action={t('users:device.code')}
            busy={renew.isPending}
            onDo={() => renew.mutate(undefined, { onSuccess: () => setAsked(null) })}
            onCancel={() => setAsked(null)}
          />
        )}
        {asked === 'revoke' && (
          <Ask
            title={t('users:device.revoke.title', { name: device.name })}
            text={t('users:device.revoke.text')}
            action={t('users:device.revoke')}
            busy={revoke.isPending}
            onDo={() => revoke.mutate(undefined, { onSuccess: () => setAsked(null) })}
            onCancel={() => setAsked(null)}
          />
        )}
        {failure !== null && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
      </DrawerSection>
      {renew.data && <CodeOnce name={device.name} code={renew.data} onClose={() => renew.reset()} />}
    </>
  );
}
