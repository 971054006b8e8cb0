import type { ResourceFilter, SavedFilter } from '../../../../../shared/contracts/savedFilters.ts';
import type { ListSearch } from '../listModel.ts';

/** What of the address would be saved: the conditions, not the order and not the selected row. */
export function filterOf(search: ListSearch): ResourceFilter {
  return {
    text: (search.q ?? '').trim(),
    resourceClass: search.class ?? null,
    importance: search.importance ?? null,
    domain: search.domain ?? null,
    tag: search.tag ?? null,
    state: search.state ?? null,
    withRetired: search.retired ?? false,
  };
}

/** The conditions of a filter as they stand in the address. */
export function searchOf(filter: ResourceFilter): Pick<ListSearch, 'q' | 'class' | 'importance' | 'domain' | 'tag' | 'state' | 'retired'> {
  return {
    q: filter.text || undefined,
    class: filter.resourceClass ?? undefined,
    importance: filter.importance ?? undefined,
    domain: filter.domain ?? undefined,
    tag: filter.tag ?? undefined,
    state: filter.state ?? undefined,
    retired: filter.withRetired || undefined,
  };
}

export function isSame(a: ResourceFilter, b: ResourceFilter): boolean {
  return (['text', 'resourceClass', 'importance', 'domain', 'tag', 'state', 'withRetired'] as const).every((key) => a[key] === b[key]);
}

/** The saved filter that the address names, and whether its conditions were changed since. Null where it is gone or none is named. */
export function chosenOf(
  items: readonly SavedFilter[],
  search: ListSearch,
): { readonly saved: SavedFilter; readonly isChanged: boolean } | null {
  const saved = items.find(({ id }) => id === search.saved);
  return saved === undefined ? null : { saved, isChanged: !isSame(saved.filter, filterOf(search)) };
}
