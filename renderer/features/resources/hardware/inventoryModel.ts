import { z } from 'zod';
import type { InventoryPart } from '../../../../shared/contracts/hardware.ts';
import { PART_CLASSES } from '../../../../shared/domain/hardware/part.ts';
import { toCsv } from '../../../lib/csv.ts';
import { formatDateTime } from '../../../lib/format.ts';
import type { InventoryQuestion } from './queries.ts';

/** State of the page that can be shared. */
export const InventorySearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  class: z.enum(PART_CLASSES).optional().catch(undefined),
  serial: z.boolean().optional().catch(undefined),
});
export type InventorySearch = z.output<typeof InventorySearch>;

/** What the page asks. */
export const questionOf = (search: InventorySearch): InventoryQuestion => ({
  text: search.q ?? '',
  class: search.class ?? null,
  serial: search.serial ?? false,
});

const COLUMNS = [
  ...(['resource', 'simulated', 'address', 'location', 'domain', 'class', 'part', 'description', 'model', 'serial'] as const),
  ...(['manufacturer', 'hardware', 'firmware', 'software', 'replaceable', 'port', 'first', 'at'] as const),
];
type Column = (typeof COLUMNS)[number];

export interface InventoryWords {
  head(column: Column): string;
  classOf(part: InventoryPart['part']): string;
  truth(value: boolean | null): string;
}

/** The parts as a table for people. */
export function inventoryCsv(items: readonly InventoryPart[], words: InventoryWords): string {
  return toCsv(
    COLUMNS.map(words.head),
    items.map(({ resourceName, isSimulated, address, location, domain, part, firstAt, at }) => [
      ...[resourceName, words.truth(isSimulated), address, location, domain, words.classOf(part), part.component, part.description],
      ...[part.model, part.serial, part.manufacturer, part.hardware, part.firmware, part.software, words.truth(part.isReplaceable)],
      ...[part.port, formatDateTime(firstAt), formatDateTime(at)],
    ]),
  );
}
