import { create } from 'zustand';
import type { Frozen, Scope } from './model.ts';

/** A step that needs words first. Its text is kept when it is put away. */
export type Box =
  | { readonly kind: 'acknowledge'; readonly id: string /** What the person had seen when it was opened. */; readonly version: number }
  | { readonly kind: 'comment' | 'unacknowledge' | 'clear'; readonly id: string }
  | { readonly kind: 'many'; readonly scope: Scope };

interface DeskState {
  readonly selectedId: string | null;
  readonly isOpen: boolean;
  readonly checked: ReadonlySet<string>;
  readonly frozen: Frozen | null;
  readonly box: Box | null;
  /** Typed text by box, so that Esc never loses it. */
  readonly drafts: Readonly<Record<string, string>>;
  /** What did not succeed, in a sentence. */
  readonly refusal: string | null;
  /** Asks the drawer to bring the chart into sight; grows with every request. */
  readonly chartRequest: number;
  select(id: string | null, isOpen?: boolean): void;
  close(): void;
  toggleChecked(id: string): void;
  clearChecked(): void;
  freeze(frozen: Frozen | null): void;
  openBox(box: Box | null): void;
  write(key: string, text: string): void;
  refuse(refusal: string | null): void;
  showChart(): void;
}

/** Key of the text of a box. */
export function draftKey(box: Box): string {
  return box.kind === 'many' ? 'many' : `${box.kind} ${box.id}`;
}

/** Private state of one person's alarm desk. */
export const useDesk = create<DeskState>((set) => ({
  selectedId: null,
  isOpen: false,
  checked: new Set(),
  frozen: null,
  box: null,
  drafts: {},
  refusal: null,
  chartRequest: 0,
  select: (selectedId, isOpen) =>
    set((old) => ({
      selectedId,
      isOpen: selectedId !== null && (isOpen ?? old.isOpen),
      box: old.selectedId === selectedId ? old.box : null,
    })),
  close: () => set({ isOpen: false, box: null }),
  toggleChecked: (id) =>
    set((old) => {
      const checked = new Set(old.checked);
      if (!checked.delete(id)) checked.add(id);
      return { checked };
    }),
  clearChecked: () => set({ checked: new Set() }),
  freeze: (frozen) => set({ frozen }),
  openBox: (box) => set((old) => ({ box, isOpen: box !== null || old.isOpen, refusal: null })),
  write: (key, text) =>
    set((old) => {
      const { [key]: _, ...others } = old.drafts;
      return { drafts: text === '' ? others : { ...others, [key]: text } };
    }),
  refuse: (refusal) => set({ refusal }),
  showChart: () => set((old) => ({ chartRequest: old.chartRequest + 1 })),
}));
