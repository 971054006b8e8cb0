import { z } from 'zod';
import { LOG_PERIODS } from '../domain/log/query.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { MAX_QUERY } from './logs.ts';
import { defineRoute } from './route.ts';

/** How many saved searches one person can keep. */
export const MAX_SAVED_SEARCHES = 100;

/** What is looked for in the logs: the question as written in the box, and how far back from now. */
export const LogSearchView = z
  .strictObject({ query: z.string().trim().max(MAX_QUERY), period: z.enum(LOG_PERIODS).default('2h') })
  .meta({ id: 'LogSearchView' });
export type LogSearchView = z.output<typeof LogSearchView>;

const Name = z.string().trim().min(1).max(40);
const Telling = LogSearchView.refine(({ query }) => query !== '');

/** A search with a name. A shared one is seen by everybody who may read logs and changed by its owner alone. */
export const SavedSearch = z
  .object({
    id: Uuid,
    name: Name,
    view: LogSearchView,
    isShared: z.boolean(),
    isOwn: z.boolean(),
    ownerName: z.string(),
    createdAt: InstantMs,
    updatedAt: InstantMs,
    version: z.int(),
  })
  .meta({ id: 'SavedSearch' });
export type SavedSearch = z.output<typeof SavedSearch>;
export const SavedSearchList = z.object({ items: z.array(SavedSearch) }).meta({ id: 'SavedSearchList' });
export const NewSavedSearch = z
  .strictObject({ name: Name, view: Telling, isShared: z.boolean().default(false) })
  .meta({ id: 'NewSavedSearch' });
export const SavedSearchChange = z
  .strictObject({ name: Name, view: Telling, isShared: z.boolean(), version: z.int() })
  .meta({ id: 'SavedSearchChange' });
export const SavedSearchRemoval = z.strictObject({ version: z.int() }).meta({ id: 'SavedSearchRemoval' });

export const listSavedSearches = defineRoute({
  id: 'listSavedSearches',
  method: 'GET',
  path: '/saved-searches',
  access: { permission: 'log.read' },
  summary: 'Own saved searches of the logs and the shared ones of others, by name',
  response: SavedSearchList,
});
export const createSavedSearch = defineRoute({
  id: 'createSavedSearch',
  method: 'POST',
  path: '/saved-searches',
  access: { permission: 'filter.save' },
  summary: 'Save a search of the logs under a name',
  body: NewSavedSearch,
  response: SavedSearch,
});
export const changeSavedSearch = defineRoute({
  id: 'changeSavedSearch',
  method: 'PUT',
  path: '/saved-searches/:id',
  access: { permission: 'filter.save' },
  summary: 'Rename an own saved search, share it or save another question in it',
  params: IdParams,
  body: SavedSearchChange,
  response: SavedSearch,
});
export const removeSavedSearch = defineRoute({
  id: 'removeSavedSearch',
  method: 'POST',
  path: '/saved-searches/:id/remove',
  access: { permission: 'filter.save' },
  summary: 'Remove an own saved search; the answer is what it was',
  params: IdParams,
  body: SavedSearchRemoval,
  response: SavedSearch,
});
