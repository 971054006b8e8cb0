import { z } from 'zod';
import { VERDICTS } from '../../../shared/domain/discovery/review.ts';

/** Views of a review beside its verdicts: what waits for a person, and everything. */
export const VIEWS = ['open', 'all', ...VERDICTS] as const;
export type View = (typeof VIEWS)[number];

/** Filter and selection of a review in the address; a value this version does not know is left out. */
export const ReviewSearch = z.object({
  view: z.enum(VIEWS).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  row: z.string().max(40).optional().catch(undefined),
});
export type ReviewSearch = z.output<typeof ReviewSearch>;

/** The run a new one repeats. */
export const NewSearch = z.object({ again: z.string().max(40).optional().catch(undefined) });
