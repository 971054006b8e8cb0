import type { UseNavigateResult } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/Icon/Icon.tsx';
import { SeverityMark } from '../components/SeverityMark/SeverityMark.tsx';
import { alarmTitle, markStateOf, useAlarms } from '../features/alarms/index.ts';
import { useResources } from '../features/resources/index.ts';
import type { Binding } from '../lib/keys.ts';
import { resourceText } from '../lib/resourceText.ts';
import { useSession } from '../lib/session.ts';
import { destinationsOf } from './navigation.ts';
import type { PaletteEntry } from './palette.ts';

export interface PaletteAction extends PaletteEntry {
  readonly mark: ReactNode;
  readonly keys?: string | undefined;
  readonly reason?: string | null | undefined;
  readonly run: () => void;
}

/** Everything the palette can do from here: commands of the page, places, alarms in the list, resources. */
export function usePaletteEntries(bindings: readonly Binding[], navigate: UseNavigateResult<string>): readonly PaletteAction[] {
  const { t } = useTranslation('shell');
  const session = useSession();
  const { data: alarms } = useAlarms();
  const { data: resources } = useResources(false);
  const commands = bindings
    .filter((binding) => binding.id !== 'palette' && !binding.id.startsWith('go.'))
    .map(({ id, title, group, keys, reason, run }) => ({
      id: `command ${id}`,
      group: t('palette.commands'),
      title,
      detail: group,
      mark: <Icon name="check" />,
      keys,
      reason,
      run,
    }));
  const places = destinationsOf(session?.permissions ?? []).map(({ id, icon, path, keys }) => ({
    id: `place ${id}`,
    group: t('keys.go'),
    title: t(`nav.${id}`),
    detail: '',
    mark: <Icon name={icon} />,
    keys,
    run: () => void navigate({ to: path }),
  }));
  const rows = (alarms?.items ?? []).map((alarm) => ({
    id: `alarm ${alarm.id}`,
    group: t('palette.alarms'),
    title: resourceText(alarm.resourceName, alarm.isSimulated),
    detail: alarmTitle(alarm),
    words: `${alarm.address} ${alarm.location} ${alarm.number}`,
    mark: <SeverityMark level={alarm.severity} state={markStateOf(alarm)} size={16} />,
    run: () => void navigate({ to: '/alarms', search: { alarm: alarm.id } }),
  }));
  const things = (resources?.items ?? []).map((resource) => ({
    id: `resource ${resource.id}`,
    group: t('palette.resources'),
    title: resourceText(resource.name, resource.isSimulated),
    detail: [resource.address, resource.location].filter(Boolean).join(' '),
    words: resource.domain,
    mark: resource.worst === null ? <Icon name="layers" /> : <SeverityMark level={resource.worst} size={16} />,
    run: () => void navigate({ to: '/resources/$id', params: { id: resource.id } }),
  }));
  return [...commands, ...places, ...rows, ...things];
}
