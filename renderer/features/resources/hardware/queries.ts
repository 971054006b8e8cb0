import { infiniteQueryOptions } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type InventoryPage, type InventoryPart, listHardware } from '../../../../shared/contracts/hardware.ts';
import type { PartClass } from '../../../../shared/domain/hardware/part.ts';
import { call } from '../../../lib/api.ts';

/** What parts are looked for by. */
export interface InventoryQuestion {
  readonly text: string;
  readonly class: PartClass | null;
  /** Only parts with a serial number. */
  readonly serial: boolean;
}

const PAGE = 200;
const EXPORT_PAGE = 1000;
/** A spreadsheet takes about a million rows. */
export const EXPORT_MOST = 500_000;

const inputOf = ({ text, class: partClass, serial }: InventoryQuestion, limit: number, after: string | null) => ({
  query: { text, limit, serial: String(serial), class: partClass ?? undefined, after: after ?? undefined },
});

/** The parts of all resources that match, page by page. */
export function inventoryQuery(question: InventoryQuestion) {
  return infiniteQueryOptions({
    queryKey: ['resources', 'inventory', question] as const,
    queryFn: ({ signal, pageParam }): Promise<InventoryPage> => call(listHardware, inputOf(question, PAGE, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: InventoryPage) => last.next,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });
}

/** All parts that match, at most EXPORT_MOST; `onPage` hears how many are there. `isWhole` false where there are more. */
export async function collectInventory(
  question: InventoryQuestion,
  onPage: (count: number) => void,
): Promise<{ readonly items: readonly InventoryPart[]; readonly isWhole: boolean }> {
  const items: InventoryPart[] = [];
  let after: string | null = null;
  do {
    const page: InventoryPage = await call(listHardware, inputOf(question, EXPORT_PAGE, after));
    items.push(...page.items);
    onPage(items.length);
    after = page.next;
  } while (after !== null && items.length < EXPORT_MOST);
  return { items, isWhole: after === null };
}

/** A question is asked once nobody has typed for so long. */
const RESTED_MS = 250;

/** The question as it was last asked, and as it is once its text rests; everything else of it counts at once. */
export function useRested(question: InventoryQuestion): InventoryQuestion {
  const [text, setText] = useState(question.text);
  useEffect(() => {
    const timer = setTimeout(() => setText(question.text), RESTED_MS);
    return () => clearTimeout(timer);
  }, [question.text]);
  return { ...question, text };
}
