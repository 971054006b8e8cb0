import type { Alarm } from '../../../shared/contracts/alarms.ts';

const HOPS = 2;

/** Where the map shows what an alarm is about: two links around its device, with it selected. */
export const mapOf = ({ id, resourceId }: Pick<Alarm, 'id' | 'resourceId'>) =>
  ({ to: '/topology', search: { device: resourceId, hops: HOPS, alarm: id } }) as const;
