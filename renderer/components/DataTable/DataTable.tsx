import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import styles from './DataTable.module.css';
import { BAND_HEIGHT, neighbourRow, ROW_HEIGHT, shiftOf, type TableItem } from './model.ts';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** The head is only read out: the column explains itself to the eye. */
  readonly isTitleHidden?: boolean;
  /** Track of the grid: `76px`, `minmax(140px, 240px)`. Tracks have an upper bound, so that what belongs together stays together on a wide screen. */
  readonly width: string;
  /** `end` for numbers and ages. */
  readonly align?: 'start' | 'end';
  /** `meta` is secondary text, never strong. */
  readonly tone?: 'value' | 'meta';
  readonly render: (row: Row) => ReactNode;
  readonly sortable?: boolean;
}

/** How a row looks: unseen rows strong, stale rows grey on hatch, quiet rows secondary. */
export interface RowLook {
  readonly strong?: boolean;
  readonly stale?: boolean;
  readonly quiet?: boolean;
}

export interface Sorting {
  readonly columnId: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataTableProps<Row> {
  /** Says what the table lists, for a screen reader. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly items: readonly TableItem<Row>[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** Enter or double click on a row. */
  readonly onOpen?: (id: string) => void;
  readonly look?: (row: Row) => RowLook;
  /** Rows marked for a common action, shown by a tick in the first column. */
  readonly checkedIds?: ReadonlySet<string>;
  readonly sorting?: Sorting;
  readonly onSort?: (columnId: string) => void;
  /** The last row came into sight: fetch more where there is more. */
  readonly onEnd?: () => void;
  /** In place of the rows, below the column heads. */
  readonly empty?: ReactNode;
}

const SORT_SIGNS = { ascending: ' ▴', descending: ' ▾' } as const;
const PAGE_ROWS = 20;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Keeps the first visible row where it is when rows come or go above it; at the top the list follows what is new. */
function useSteadyView<Row>(
  scroller: React.RefObject<HTMLDivElement | null>,
  items: readonly TableItem<Row>[],
  firstVisible: number,
): void {
  const previous = useRef(items);
  const anchor = useRef<string | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = previous.current;
    previous.current = items;
    if (element === null || before === items || element.scrollTop === 0 || anchor.current === null) return;
    element.scrollTop += shiftOf(before, items, anchor.current);
  }, [items, scroller]);
  useEffect(() => {
    anchor.current = items[firstVisible]?.id ?? null;
  });
}

/** A list of 28 px rows under fixed column heads; only rows in sight are in the document. Rows are chosen by id, never by place. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, items, selectedId, onSelect, onOpen, look, checkedIds, sorting, onSort, onEnd, empty } = props;
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'band' ? BAND_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 10,
    initialRect: { width: 1200, height: 900 },
  });
  useSteadyView(scroller, items, virtualizer.range?.startIndex ?? 0);

  const selectedIndex = selectedId === null ? -1 : items.findIndex((item) => item.id === selectedId);
  const showRow = useEffectEvent((id: string) => {
    const index = items.findIndex((item) => item.id === id);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => {
    if (selectedId !== null) showRow(selectedId);
  }, [selectedId]);

  const isAtEnd = items.length > 0 && (virtualizer.range?.endIndex ?? 0) >= items.length - 1;
  const reachEnd = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    if (isAtEnd) reachEnd();
  }, [isAtEnd]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && selectedId !== null) onOpen?.(selectedId);
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = neighbourRow(items, selectedId, step);
    if (next !== null) onSelect(next);
  }

  function onPointer(event: MouseEvent, act: ((id: string) => void) | undefined): void {
    const id = (event.target as Element).closest('[data-row]')?.getAttribute('data-row');
    if (id) act?.(id);
  }

  const tracks = { '--tracks': columns.map((column) => column.width).join(' ') } as CSSProperties;
  return (
    <div ref={scroller} className={styles.scroller} style={tracks}>
      <table
        className={styles.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of the ARIA guide for a grid
        role="grid"
        aria-label={label}
        aria-rowcount={items.length + 1}
        aria-activedescendant={selectedIndex >= 0 ? `${baseId}${selectedId}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={(event) => onPointer(event, onSelect)}
        onDoubleClick={(event) => onPointer(event, onOpen)}
      >
        <TableHead columns={columns} sorting={sorting} onSort={onSort} />
        <tbody className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((virtual) => {
            const item = items[virtual.index];
            if (item === undefined) return null;
            const place = { transform: `translateY(${virtual.start}px)`, height: virtual.size };
            return item.kind === 'band' ? (
              <tr key={item.id} className={styles.band} style={place} aria-rowindex={virtual.index + 2}>
                <td colSpan={columns.length}>
                  <b>{item.label}</b> {item.note}
                </td>
              </tr>
            ) : (
              <TableRow
                key={item.id}
                domId={`${baseId}${item.id}`}
                id={item.id}
                place={place}
                rowIndex={virtual.index + 2}
                columns={columns}
                row={item.row}
                look={look?.(item.row) ?? {}}
                isSelected={item.id === selectedId}
                isChecked={checkedIds?.has(item.id) ?? false}
              />
            );
          })}
        </tbody>
      </table>
      {items.length === 0 && <div className={styles.empty}>{empty}</div>}
    </div>
  );
}

interface RowProps<Row> {
  readonly domId: string;
  readonly id: string;
  readonly place: CSSProperties;
  readonly rowIndex: number;
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly look: RowLook;
  readonly isSelected: boolean;
  readonly isChecked: boolean;
}

function TableRow<Row>({ domId, id, place, rowIndex, columns, row, look, isSelected, isChecked }: RowProps<Row>) {
  return (
    <tr
      id={domId}
      className={styles.row}
      style={place}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      data-row={id}
      data-checked={isChecked || undefined}
      data-strong={look.strong || undefined}
      data-stale={look.stale || undefined}
      data-quiet={look.quiet || undefined}
    >
      {columns.map((column) => (
        <td key={column.id} className={styles.cell} data-align={column.align} data-tone={column.tone}>
          {column.render(row)}
        </td>
      ))}
    </tr>
  );
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | undefined;
  readonly onSort: ((columnId: string) => void) | undefined;
}

function TableHead<Row>({ columns, sorting, onSort }: HeadProps<Row>) {
  return (
    <thead className={styles.headGroup}>
      <tr className={styles.head} aria-rowindex={1}>
        {columns.map((column) => {
          const direction = sorting?.columnId === column.id ? sorting.direction : undefined;
          const isSortable = column.sortable === true && onSort !== undefined;
          return (
            <th
              key={column.id}
              scope="col"
              className={styles.cell}
              data-align={column.align}
              aria-sort={direction ?? (isSortable ? 'none' : undefined)}
            >
              {isSortable ? (
                <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
                  {column.title}
                  <span aria-hidden="true">{direction && SORT_SIGNS[direction]}</span>
                </button>
              ) : (
                <span className={column.isTitleHidden ? 'visually-hidden' : undefined}>{column.title}</span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
