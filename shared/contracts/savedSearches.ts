import { z } from 'zod';
import { LOG_PERIODS } from '../domain/log/query.ts';
import { IdParams } from './common.ts';
import { MAX_QUERY } from './logs.ts';
import { namedViewSchemas } from './namedViews.ts';
import { defineRoute } from './route.ts';

/** How many saved searches one person can keep. */
export const MAX_SAVED_SEARCHES = 100;

/** What is looked for in the logs: the question as written in the box, and how far back from now. */
export const LogSearchView = z
  .strictObject({ query: z.string().trim().max(MAX_QUERY), period: z.enum(LOG_PERIODS).default('2h') })
  .meta({ id: 'LogSearchView' });
export type LogSearchView = z.output<typeof LogSearchView>;

/** Searches with a name. */
const schemas = namedViewSchemas('SavedSearch', LogSearchView, ({ query }) => query !== '');
export const SavedSearch = schemas.item;
export type SavedSearch = z.output<typeof SavedSearch>;

export const listSavedSearches = defineRoute({
  id: 'listSavedSearches',
  method: 'GET',
  path: '/saved-searches',
  access: { permission: 'log.read' },
  summary: 'Own saved searches of the logs and the shared ones of others, by name',
  response: schemas.list,
});
export const createSavedSearch = defineRoute({
  id: 'createSavedSearch',
  method: 'POST',
  path: '/saved-searches',
  access: { permission: 'filter.save' },
  summary: 'Save a search of the logs under a name',
  body: schemas.creation,
  response: SavedSearch,
});
export const changeSavedSearch = defineRoute({
  id: 'changeSavedSearch',
  method: 'PUT',
  path: '/saved-searches/:id',
  access: { permission: 'filter.save' },
  summary: 'Rename an own saved search, share it or save another question in it',
  params: IdParams,
  body: schemas.change,
  response: SavedSearch,
});
export const removeSavedSearch = defineRoute({
  id: 'removeSavedSearch',
  method: 'POST',
  path: '/saved-searches/:id/remove',
  access: { permission: 'filter.save' },
  summary: 'Remove an own saved search; the answer is what it was',
  params: IdParams,
  body: schemas.removal,
  response: SavedSearch,
});
