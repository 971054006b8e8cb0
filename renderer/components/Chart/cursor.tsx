import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Gap, mergeSpans } from './gaps.ts';

/** One chart that can be read at the cursor. `read` gives phrases like `CPU 21 %`. */
export interface CursorReader {
  readonly element: () => Element | null;
  readonly isVisible: () => boolean;
  readonly read: (at: number) => readonly string[];
  /** Where it is hatched because there are no data. */
  readonly gaps: readonly Gap[];
}

/** The shared cursor of the charts of a page: one instant, null when no chart is pointed at. */
export interface Cursor {
  get(): number | null;
  set(at: number | null): void;
  subscribe(changed: () => void): () => void;
  /** Returns the unsubscriber. */
  register(reader: CursorReader): () => void;
  /** Phrases of every visible chart at the instant, in the order of the page. */
  read(at: number): readonly string[];
  /** The gaps of every chart, each outage once. The same array until a chart changes. */
  gaps(): readonly Gap[];
}

export function createCursor(): Cursor {
  let current: number | null = null;
  const listeners = new Set<() => void>();
  const readers = new Set<CursorReader>();
  let gaps: readonly Gap[] | null = null;
  const announce = () => {
    for (const listener of listeners) listener();
  };
  const forgetGaps = () => {
    gaps = null;
    announce();
  };
  return {
    get: () => current,
    set(at) {
      if (at === current) return;
      current = at;
      announce();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    register(reader) {
      readers.add(reader);
      forgetGaps();
      return () => {
        readers.delete(reader);
        forgetGaps();
      };
    },
    gaps: () => {
      gaps ??= mergeSpans([...readers].flatMap((reader) => reader.gaps));
      return gaps;
    },
    read: (at) =>
      [...readers]
        .filter((reader) => reader.isVisible())
        .sort((a, b) => inPageOrder(a.element(), b.element()))
        .flatMap((reader) => reader.read(at)),
  };
}

function inPageOrder(a: Element | null, b: Element | null): number {
  if (a === null || b === null || a === b) return 0;
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const CursorContext = createContext<Cursor | null>(null);

/** Charts inside share one cursor. A chart outside any provider has its own. */
export function CursorProvider({ children }: { readonly children: ReactNode }) {
  const [cursor] = useState(createCursor);
  return <CursorContext value={cursor}>{children}</CursorContext>;
}

export function useCursor(): Cursor {
  const shared = useContext(CursorContext);
  const [own] = useState(createCursor);
  return shared ?? own;
}

/** The instant pointed at; the component renders again when it moves. */
export function useCursorAt(cursor: Cursor): number | null {
  return useSyncExternalStore(cursor.subscribe, cursor.get);
}

/** Lets the line under the charts read this one. `reader` must be stable between renders that draw the same. */
export function useCursorReader(cursor: Cursor, reader: CursorReader | null): void {
  useEffect(() => (reader === null ? undefined : cursor.register(reader)), [cursor, reader]);
}
