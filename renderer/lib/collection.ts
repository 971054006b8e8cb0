import { queryOptions } from '@tanstack/react-query';
import { getCollection } from '../../shared/contracts/collection.ts';
import { call } from './api.ts';

const EVERY_MS = 5000;

/** What comes in, from whom, and what is lost; asked again every five seconds. */
export const collectionQuery = queryOptions({
  queryKey: ['collection'],
  queryFn: ({ signal }) => call(getCollection, {}, { signal }),
  refetchInterval: EVERY_MS,
});
