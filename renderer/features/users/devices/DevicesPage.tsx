import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../../shared/contracts/devices.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { formatCount } from '../../../lib/format.ts';
import { keyCap } from '../../../lib/keys.ts';
import { useDevices } from '../queries.ts';
import { SectionHead } from '../SectionHead.tsx';
import { Sides } from '../Sides.tsx';
import { useSectionKeys } from '../useSectionKeys.ts';
import { DeviceDrawer } from './DeviceDrawer.tsx';
import { DeviceTable } from './DeviceTable.tsx';
import { type DeviceSearch, rowsOf } from './deviceModel.ts';
import { NewWallDrawer } from './NewWallDrawer.tsx';

const route = getRouteApi('/shell/users/devices');

/** 设备与席位: walls and workstations with a key of their own, when each was last there. */
export function DevicesPage() {
  const { t } = useTranslation('users');
  const query = useDevices();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const reason = useActionReason('device.enrol');
  const box = useRef<HTMLInputElement>(null);
  const change = (next: Partial<DeviceSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const add = () => {
    change({ device: undefined });
    setAdding(true);
  };
  const close = () => {
    setAdding(false);
    change({ device: undefined });
  };
  useSectionKeys({ search: box, add: { title: t('devices.add'), reason, run: add }, onClose: close });
  const connected = query.data?.filter((device) => device.connected).length ?? 0;
  return (
    <>
      <SectionHead
        section="devices"
        meta={query.data && t('devices.count', { connected: formatCount(connected), total: formatCount(query.data.length) })}
        actions={
          <Button look="primary" kbd={keyCap('KeyN')} reason={reason} onClick={add}>
            {t('devices.add')}
          </Button>
        }
      />
      <Loaded permission="device.read" what={t('devices.what')} query={query}>
        {(devices) => (
          <Devices
            devices={devices}
            box={box}
            isAdding={isAdding}
            onClose={close}
            onChange={(next) => {
              if (next.device !== undefined) setAdding(false);
              change(next);
            }}
          />
        )}
      </Loaded>
    </>
  );
}

interface DevicesProps {
  readonly devices: readonly Device[];
  readonly box: React.RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onClose: () => void;
  readonly onChange: (next: Partial<DeviceSearch>) => void;
}

function Devices({ devices, box, isAdding, onClose, onChange }: DevicesProps) {
  const { t } = useTranslation(['users', 'common']);
  const search = route.useSearch();
  const rows = rowsOf(devices, search);
  return (
    <>
      <FilterBar
        label={t('users:devices.filters')}
        shown={t('users:people.shown', { shown: formatCount(rows.length), total: formatCount(devices.length) })}
      >
        <SearchInput
          ref={box}
          label={t('users:devices.search')}
          placeholder={t('users:devices.search.placeholder')}
          value={search.q ?? ''}
          onChange={(text) => onChange({ q: text || undefined })}
          kbd="/"
        />
        <Chip isOn={search.over ?? false} onToggle={() => onChange({ over: search.over ? undefined : true })}>
          {t('users:devices.over')}
        </Chip>
        {search.q && (
          <Button look="quiet" onClick={() => onChange({ q: undefined })}>
            {t('common:action.clearFilter')}
          </Button>
        )}
      </FilterBar>
      <Sides
        list={<DeviceTable rows={rows} search={search} total={devices.length} onChange={onChange} />}
        drawer={
          isAdding ? (
            <NewWallDrawer onClose={onClose} />
          ) : search.device === undefined ? null : (
            <DeviceDrawer key={search.device} device={devices.find(({ id }) => id === search.device) ?? null} onClose={onClose} />
          )
        }
      />
    </>
  );
}
