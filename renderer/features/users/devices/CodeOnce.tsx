import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { DeviceCode } from '../../../../shared/contracts/devices.ts';
import { Once } from '../../../components/Once/Once.tsx';
import { formatTime } from '../../../lib/format.ts';

export interface CodeOnceProps {
  readonly name: string;
  readonly code: z.output<typeof DeviceCode>;
  readonly onClose: () => void;
}

/** The short code of a device, where it is typed and until when. */
export function CodeOnce({ name, code, onClose }: CodeOnceProps) {
  const { t } = useTranslation('users');
  return (
    <Once title={t('device.once', { name })} secret={code.code} onClose={onClose}>
      <p>{t('device.note', { address: `${window.location.host}/wall`, at: formatTime(code.expiresAt) })}</p>
    </Once>
  );
}
