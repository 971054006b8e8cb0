import { useEffect } from 'react';
import { create } from 'zustand';
import { desktop } from './platform.ts';

export type Skin = 'desk' | 'wall';

const KEY = 'skin';

interface SkinState {
  /** What the person chose for this screen; null until then. */
  readonly chosen: Skin | null;
  /** What a page demands, over the choice: the wall is always dark. */
  readonly demanded: Skin | null;
  choose(skin: Skin): void;
  demand(skin: Skin | null): void;
}

function stored(): Skin | null {
  const value = globalThis.localStorage?.getItem(KEY);
  return value === 'desk' || value === 'wall' ? value : null;
}

export const useSkinStore = create<SkinState>((set) => ({
  chosen: stored(),
  demanded: null,
  choose: (chosen) => {
    localStorage.setItem(KEY, chosen);
    set({ chosen });
  },
  demand: (demanded) => set({ demanded }),
}));

/** The skin in force: light grey unless chosen or demanded otherwise. */
export function useSkin(): Skin {
  return useSkinStore((state) => state.demanded ?? state.chosen ?? 'desk');
}

/** Puts the skin on the document and tells the shell, so that its frame has the same colour. */
export function applySkin(skin: Skin): void {
  document.documentElement.dataset.skin = skin;
  void desktop()?.setSkin(skin);
}

/** Dark while the calling page is shown. */
export function useDemandedSkin(skin: Skin): void {
  const demand = useSkinStore((state) => state.demand);
  useEffect(() => {
    demand(skin);
    return () => demand(null);
  }, [skin, demand]);
}
