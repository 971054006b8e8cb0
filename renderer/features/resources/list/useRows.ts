import { useMemo, useRef } from 'react';
import type { Resource } from '../../../../shared/contracts/resources.ts';
import { useNow } from '../../../lib/clock.ts';
import type { Readings } from '../../../lib/pinyin.ts';
import { inOrder, type ListSearch, orderKey, rowsOf } from './listModel.ts';

const NONE: readonly Resource[] = [];
/** Only the filter for stale rows moves with time; it is looked at again this often, in ms. */
const RECHECK_MS = 5000;

/** The rows to show. Figures move in place; the order is kept until rows come or go, a severity changes, or somebody sorts. */
export function useRows(items: readonly Resource[] | undefined, search: ListSearch, readings: Readings | null): readonly Resource[] {
  const moment = Math.floor(useNow() / RECHECK_MS) * RECHECK_MS;
  const { q, class: resourceClass, importance, domain, tag, state, sort, desc } = search;
  const kept = useRef<{ readonly key: string; readonly ids: readonly string[] }>({ key: '', ids: [] });
  return useMemo(() => {
    const filter: ListSearch = { q, class: resourceClass, importance, domain, tag, state, sort, desc };
    const rows = rowsOf(items ?? NONE, filter, moment, readings);
    const key = orderKey(rows, filter);
    if (kept.current.key !== key) kept.current = { key, ids: rows.map(({ id }) => id) };
    return inOrder(rows, kept.current.ids);
  }, [items, q, resourceClass, importance, domain, tag, state, sort, desc, moment, readings]);
}
