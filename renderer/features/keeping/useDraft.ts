import { useState } from 'react';

interface Versioned {
  readonly version: number;
}

/** Something being written over a setting of the station. */
export interface Drafting<Draft, Stored extends Versioned> {
  /** Null: nothing was written, the stored setting is shown. */
  readonly draft: Draft | null;
  /** The setting it was begun from. */
  readonly base: Stored;
  /** Somebody else changed the setting since. */
  readonly isOvertaken: boolean;
  write(draft: Draft): void;
  /** Goes on with the draft over the setting as it is now. */
  rebase(): void;
  drop(): void;
}

/** A draft with the version it was begun from, so that nobody's change is overwritten unseen. */
export function useDraft<Draft, Stored extends Versioned>(stored: Stored): Drafting<Draft, Stored> {
  const [own, setOwn] = useState<{ readonly draft: Draft; readonly base: Stored } | null>(null);
  const base = own?.base ?? stored;
  return {
    draft: own?.draft ?? null,
    base,
    isOvertaken: base.version !== stored.version,
    write: (draft) => setOwn({ draft, base }),
    rebase: () => setOwn((before) => before && { ...before, base: stored }),
    drop: () => setOwn(null),
  };
}
