import { z } from 'zod';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import { IMPORTANCES } from '../../../shared/domain/inventory/resource.ts';

/** Everything the list is filtered by, and what is open beside it: the address is the state. Wrong values fall away. */
export const AlarmSearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  /** Severities shown; absent: all. */
  severity: z.array(z.enum(SEVERITIES)).optional().catch(undefined),
  acknowledged: z.enum(['yes', 'no']).optional().catch(undefined),
  /** Consequences of others, or all but those. */
  suppressed: z.enum(['yes', 'no']).optional().catch(undefined),
  activity: z.enum(['active', 'cleared']).optional().catch(undefined),
  importance: z.enum(IMPORTANCES).optional().catch(undefined),
  location: z.string().max(100).optional().catch(undefined),
  /** Alarm open in the drawer. */
  alarm: z.uuid().optional().catch(undefined),
});
export type AlarmSearch = z.output<typeof AlarmSearch>;

/** Filter of the history tab. */
export const HistorySearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  severity: z.enum(SEVERITIES).optional().catch(undefined),
  /** Last hours looked at. */
  hours: z
    .union([z.literal(24), z.literal(168), z.literal(720)])
    .optional()
    .catch(undefined),
});
export type HistorySearch = z.output<typeof HistorySearch>;
