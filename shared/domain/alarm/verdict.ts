/** What one observation decides about one condition. `report`: it holds (said at every observation while it does); `clear`: it ended just now. */
export type Verdict<Detail> =
  | { readonly kind: 'none' }
  | { readonly kind: 'report'; readonly detail: Detail }
  | { readonly kind: 'clear'; readonly detail: Detail | null };

export interface Step<State, Detail> {
  readonly state: State;
  readonly verdict: Verdict<Detail>;
}

export const NONE = { kind: 'none' } as const;
