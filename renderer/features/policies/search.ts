import { z } from 'zod';
import { SYSLOG_SEVERITIES } from '../../../shared/domain/syslog/message.ts';
import { placeOfPath } from '../../lib/guards.ts';
import { type Address, isOtherPage } from '../../lib/leaveGuard.ts';

const optionalText = z.string().max(100).optional().catch(undefined);

/** What of the page can be shared by its address. `id` `new`: one that is being written. */
export const PolicySearch = z.object({
  view: z.enum(['events', 'silent']).optional().catch(undefined),
  id: optionalText,
  q: optionalText,
  /** The policy a new one is copied from. */
  from: optionalText,
  /** The rule over events that is looked at; `new`: one that is being written. */
  rule: optionalText,
  /** What a new rule over events begins with, as the logs hand it over. */
  named: optionalText,
  app: optionalText,
  digest: optionalText,
  sentence: z.string().max(500).optional().catch(undefined),
  oid: z.string().max(300).optional().catch(undefined),
  least: z.enum(SYSLOG_SEVERITIES).optional().catch(undefined),
  origin: z.enum(['own', 'builtIn']).optional().catch(undefined),
  on: z.enum(['on', 'off']).optional().catch(undefined),
  family: optionalText,
  /** The silent observation that is looked at. */
  watch: optionalText,
});
export type PolicySearch = z.output<typeof PolicySearch>;

export const NEW = 'new';

/** True where what is being written would not be on the next page of the desk; whoever signs out or is signed out is not held back. */
export function isLeaving(current: Address, next: Address): boolean {
  if (isOtherPage(current, next)) return true;
  if (placeOfPath(next.pathname) !== 'desk') return false;
  const [here, there] = [PolicySearch.parse(current.search), PolicySearch.parse(next.search)];
  return here.id !== there.id || here.from !== there.from || here.view !== there.view || here.rule !== there.rule;
}
