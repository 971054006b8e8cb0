import { type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Permission } from '../../shared/domain/access/permissions.ts';
import type { Failure } from './api.ts';
import { useCan } from './session.ts';

/** A view somebody gave a name: the own ones, and what others share. */
export interface NamedView<View> {
  readonly id: string;
  readonly name: string;
  readonly view: View;
  readonly isShared: boolean;
  readonly isOwn: boolean;
  readonly ownerName: string;
  readonly version: number;
}

interface Input<View> {
  readonly name: string;
  readonly view: View;
  readonly isShared: boolean;
}

/** How the views of one page are read and written. */
interface Calls<View, Item extends NamedView<View>> {
  readonly queryKey: readonly string[];
  readonly permission: Permission;
  readonly list: (signal: AbortSignal) => Promise<readonly Item[]>;
  readonly create: (input: Input<View>) => Promise<Item>;
  readonly change: (id: string, input: Input<View> & { readonly version: number }) => Promise<Item>;
  readonly remove: (id: string, version: number) => Promise<Item>;
}

type Change<Given, Item> = UseMutationResult<Item, Failure, Given>;

export interface NamedViewHooks<View, Item extends NamedView<View>> {
  useList(): UseQueryResult<readonly Item[], Failure>;
  useCreate(): Change<Input<View>, Item>;
  useChange(): Change<Item, Item>;
  useRemove(): Change<Item, Item>;
}

/** Key and calls of views with a name as hooks; a change is over once the list has it, whatever came of it. */
export function namedViewHooks<View, Item extends NamedView<View>>(calls: Calls<View, Item>): NamedViewHooks<View, Item> {
  const { queryKey } = calls;
  function useWrite<Given>(mutationFn: (given: Given) => Promise<Item>): Change<Given, Item> {
    const client = useQueryClient();
    return useMutation<Item, Failure, Given>({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey }) });
  }
  return {
    useList: () =>
      useQuery<readonly Item[], Failure>({
        queryKey,
        queryFn: ({ signal }) => calls.list(signal),
        enabled: useCan(calls.permission),
        staleTime: 30_000,
      }),
    useCreate: () => useWrite(calls.create),
    useChange: () => useWrite(({ id, name, view, isShared, version }: Item) => calls.change(id, { name, view, isShared, version })),
    useRemove: () => useWrite(({ id, version }: Item) => calls.remove(id, version)),
  };
}
