import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  changeSavedFilter,
  createSavedFilter,
  listSavedFilters,
  type ResourceFilter,
  removeSavedFilter,
  type SavedFilter,
} from '../../../../../shared/contracts/savedFilters.ts';
import { call, type Failure } from '../../../../lib/api.ts';
import { useCan } from '../../../../lib/session.ts';

const queryKey = ['savedFilters'] as const;

/** The own filters, by name. Another seat may change them: `anew` asks whenever the menu opens. */
export function useSavedFilters({ anew = false }: { readonly anew?: boolean } = {}) {
  const enabled = useCan('filter.save');
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<readonly SavedFilter[]> => (await call(listSavedFilters, {}, { signal })).items,
    enabled,
    refetchOnMount: anew ? 'always' : true,
  });
}

/** A change that is over once the list has it, whatever came of it. */
function useChange<Input>(
  mutationFn: (input: Input) => Promise<SavedFilter>,
  onSuccess: (saved: SavedFilter, input: Input) => void = () => undefined,
) {
  const client = useQueryClient();
  return useMutation<SavedFilter, Failure, Input>({ mutationFn, onSuccess, onSettled: () => client.invalidateQueries({ queryKey }) });
}

export function useSaveFilter() {
  return useChange(({ name, filter }: { readonly name: string; readonly filter: ResourceFilter }) =>
    call(createSavedFilter, { body: { name, filter } }),
  );
}

export function useChangeFilter() {
  return useChange(({ id, name, filter, version }: Pick<SavedFilter, 'id' | 'name' | 'filter' | 'version'>) =>
    call(changeSavedFilter, { params: { id }, body: { name, filter, version } }),
  );
}

/** `onRemoved` hears of every removal, also of one that is overtaken by another or whose menu is closed. */
export function useRemoveFilter(onRemoved: (removed: SavedFilter) => void) {
  return useChange(
    ({ id, version }: Pick<SavedFilter, 'id' | 'version'>) => call(removeSavedFilter, { params: { id }, body: { version } }),
    onRemoved,
  );
}

/** Saves a removed filter again; it is another one then. */
export function useRestoreFilter(onBack: (saved: SavedFilter, removed: SavedFilter) => void) {
  return useChange(({ name, filter }: SavedFilter) => call(createSavedFilter, { body: { name, filter } }), onBack);
}
