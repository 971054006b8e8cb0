import { useQuery } from '@tanstack/react-query';
import { mayBePinyin, type Readings } from './pinyin.ts';

/** `readings` to search with, null where none are needed or there yet. `state` is `ready` also where none are needed. */
export interface Pinyin {
  readonly readings: Readings | null;
  readonly state: 'ready' | 'loading' | 'failed';
}

/** What a search for the query needs of pinyin; fetched when somebody first searches with Latin letters. Without it the search goes on by text alone. */
export function usePinyin(query: string): Pinyin {
  const isWanted = mayBePinyin(query);
  const { data, isError } = useQuery({
    queryKey: ['pinyin'] as const,
    queryFn: async () => (await import('./pinyinReadings.ts')).readings,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  if (!isWanted) return { readings: null, state: 'ready' };
  if (data !== undefined) return { readings: data, state: 'ready' };
  return { readings: null, state: isError ? 'failed' : 'loading' };
}
