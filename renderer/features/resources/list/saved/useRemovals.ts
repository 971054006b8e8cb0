import { useState } from 'react';
import type { SavedFilter } from '../../../../../shared/contracts/savedFilters.ts';
import { useRemoveFilter, useRestoreFilter } from './queries.ts';

export interface Removals {
  /** What can be taken back, in the order it was removed. */
  readonly removed: readonly SavedFilter[];
  readonly failure: ReturnType<typeof useRemoveFilter>['error'];
  readonly isRestoring: boolean;
  readonly remove: (saved: SavedFilter) => void;
  readonly restore: (removed: SavedFilter) => void;
}

/** Removing filters and taking that back, for as long as the list is open. The chosen one is chosen again, by its new id. */
export function useRemovals(chosenId: string | undefined, onChosenBack: (id: string) => void): Removals {
  const [removed, setRemoved] = useState<readonly SavedFilter[]>([]);
  const removal = useRemoveFilter((saved) => setRemoved((old) => [...old, saved]));
  const restoring = useRestoreFilter((saved, { id }) => {
    setRemoved((old) => old.filter((one) => one.id !== id));
    if (id === chosenId) onChosenBack(saved.id);
  });
  return {
    removed,
    failure: removal.error ?? restoring.error,
    isRestoring: restoring.isPending,
    remove: removal.mutate,
    restore: restoring.mutate,
  };
}
