import { z } from 'zod';
import { IMPORTANCES, RESOURCE_CLASSES } from '../domain/inventory/resource.ts';
import { IdParams, InstantMs, Uuid } from './common.ts';
import { Domain, Tag } from './resources.ts';
import { defineRoute } from './route.ts';

/** States by which the list of resources can be narrowed. */
export const FILTER_STATES = ['abnormal', 'unreachable', 'stale'] as const;

/** How many filters one person can keep. */
export const MAX_SAVED_FILTERS = 50;

/** What narrows the list of resources; its order is not part of it. */
export const ResourceFilter = z
  .strictObject({
    text: z.string().trim().max(100).default(''),
    resourceClass: z.enum(RESOURCE_CLASSES).nullable().default(null),
    importance: z.enum(IMPORTANCES).nullable().default(null),
    domain: Domain.min(1).nullable().default(null),
    tag: Tag.nullable().default(null),
    state: z.enum(FILTER_STATES).nullable().default(null),
    withRetired: z.boolean().default(false).describe('retired ones are listed too'),
  })
  .meta({ id: 'ResourceFilter' });
export type ResourceFilter = z.output<typeof ResourceFilter>;

/** True where the filter says anything at all: only such a one is worth a name. */
export function saysAnything({ text, resourceClass, importance, domain, tag, state, withRetired }: ResourceFilter): boolean {
  return text !== '' || withRetired || [resourceClass, importance, domain, tag, state].some((one) => one !== null);
}

const Telling = ResourceFilter.refine(saysAnything);

const Name = z.string().trim().min(1).max(40);

/** A filter that a person gave a name; nobody else sees it. */
export const SavedFilter = z
  .object({ id: Uuid, name: Name, filter: ResourceFilter, createdAt: InstantMs, updatedAt: InstantMs, version: z.int() })
  .meta({ id: 'SavedFilter' });
export type SavedFilter = z.output<typeof SavedFilter>;
export const SavedFilterList = z.object({ items: z.array(SavedFilter) }).meta({ id: 'SavedFilterList' });
export const NewSavedFilter = z.strictObject({ name: Name, filter: Telling }).meta({ id: 'NewSavedFilter' });
export const SavedFilterChange = z.strictObject({ name: Name, filter: Telling, version: z.int() }).meta({ id: 'SavedFilterChange' });
export const SavedFilterRemoval = z.strictObject({ version: z.int() }).meta({ id: 'SavedFilterRemoval' });

export const listSavedFilters = defineRoute({
  id: 'listSavedFilters',
  method: 'GET',
  path: '/saved-filters',
  access: { permission: 'filter.save' },
  summary: 'The filters the caller saved, by name',
  response: SavedFilterList,
});
export const createSavedFilter = defineRoute({
  id: 'createSavedFilter',
  method: 'POST',
  path: '/saved-filters',
  access: { permission: 'filter.save' },
  summary: 'Save a filter under a name of the own',
  body: NewSavedFilter,
  response: SavedFilter,
});
export const changeSavedFilter = defineRoute({
  id: 'changeSavedFilter',
  method: 'PUT',
  path: '/saved-filters/:id',
  access: { permission: 'filter.save' },
  summary: 'Rename an own filter or save other conditions in it',
  params: IdParams,
  body: SavedFilterChange,
  response: SavedFilter,
});
export const removeSavedFilter = defineRoute({
  id: 'removeSavedFilter',
  method: 'POST',
  path: '/saved-filters/:id/remove',
  access: { permission: 'filter.save' },
  summary: 'Remove an own filter; the answer is what it was',
  params: IdParams,
  body: SavedFilterRemoval,
  response: SavedFilter,
});
