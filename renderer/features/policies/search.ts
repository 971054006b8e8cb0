import { z } from 'zod';

const optionalText = z.string().max(100).optional().catch(undefined);

/** What of the page can be shared by its address. `id` `new`: one that is being written. */
export const PolicySearch = z.object({
  view: z.enum(['silent']).optional().catch(undefined),
  id: optionalText,
  q: optionalText,
  /** The policy a new one is copied from. */
  from: optionalText,
  /** The silent observation that is looked at. */
  watch: optionalText,
});
export type PolicySearch = z.output<typeof PolicySearch>;

export const NEW = 'new';
