import type { Permission } from '../../shared/domain/access/permissions.ts';
import type { IconName } from '../components/Icon/Icon.tsx';

export interface Destination {
  readonly id:
    | 'alarms'
    | 'topology'
    | 'resources'
    | 'network'
    | 'performance'
    | 'discovery'
    | 'policies'
    | 'logs'
    | 'collection'
    | 'keeping'
    | 'audit'
    | 'health'
    | 'users';
  readonly path:
    | '/alarms'
    | '/topology'
    | '/resources'
    | '/network'
    | '/performance'
    | '/discovery'
    | '/policies'
    | '/logs'
    | '/collection'
    | '/keeping'
    | '/health'
    | '/audit'
    | '/users';
  readonly icon: IconName;
  readonly permission: Permission;
  /** Further permissions with which a part of the page can be read. */
  readonly orWith?: readonly Permission[];
  /** Keys of the keyboard map, where it has some. */
  readonly keys?: string;
  /** Begins a new group in the list. */
  readonly isApart?: boolean;
}

/** Every page that works, in the order of the navigation. */
export const DESTINATIONS: readonly Destination[] = [
  { id: 'alarms', path: '/alarms', icon: 'bell', permission: 'alarm.read', keys: 'KeyG KeyA' },
  { id: 'topology', path: '/topology', icon: 'network', permission: 'resource.read', keys: 'KeyG KeyT' },
  { id: 'resources', path: '/resources', icon: 'layers', permission: 'resource.read' },
  { id: 'network', path: '/network', icon: 'switch', permission: 'resource.read', keys: 'KeyG KeyN' },
  { id: 'performance', path: '/performance', icon: 'chart', permission: 'metric.read' },
  { id: 'discovery', path: '/discovery', icon: 'radar', permission: 'discovery.read' },
  { id: 'policies', path: '/policies', icon: 'sliders', permission: 'policy.read' },
  { id: 'logs', path: '/logs', icon: 'lines', permission: 'log.read', keys: 'KeyG KeyL' },
  { id: 'health', path: '/health', icon: 'pulse', permission: 'health.read', keys: 'KeyG KeyH', isApart: true },
  { id: 'collection', path: '/collection', icon: 'download', permission: 'health.read' },
  { id: 'keeping', path: '/keeping', icon: 'disk', permission: 'health.read' },
  { id: 'audit', path: '/audit', icon: 'ledger', permission: 'audit.read' },
  {
    id: 'users',
    path: '/users',
    icon: 'person',
    permission: 'user.read',
    orWith: ['credential.read', 'token.read', 'device.read'],
  },
];

/** Pages a session may open, in order. */
export function destinationsOf(permissions: readonly Permission[]): readonly Destination[] {
  return DESTINATIONS.filter(({ permission, orWith = [] }) => [permission, ...orWith].some((one) => permissions.includes(one)));
}
