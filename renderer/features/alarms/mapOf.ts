import type { Alarm } from '../../../shared/contracts/alarms.ts';

const HOPS = 2;

/** Where the map shows what an alarm is about: two links around its device, with it selected. */
export const mapOf = ({ id, resourceId }: Pick<Alarm, 'id' | 'resourceId'>) =>
  ({ to: '/topology', search: { device: resourceId, hops: HOPS, alarm: id } }) as const;

/** Where the device of an alarm is diagnosed. */
export const toolsOf = ({ resourceId }: Pick<Alarm, 'resourceId'>) =>
  ({ to: '/resources/$id/tools', params: { id: resourceId }, search: {} }) as const;
