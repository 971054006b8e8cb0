import { useSyncExternalStore } from 'react';
import { tokenIn } from './model.ts';

let token: string | null = null;
const listeners = new Set<() => void>();

/** Keeps the one-time token in the memory of this page: never in storage, never in the address bar. */
export function rememberToken(next: string | null): void {
  token = next;
  for (const listener of listeners) listener();
}

/** Takes the token out of the fragment of an address; true when there was one. */
export function takeToken(hash: string): boolean {
  const found = hash.includes('token=') ? tokenIn(`#${hash.replace(/^#/, '')}`) : null;
  if (found === null) return false;
  rememberToken(found);
  return true;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export function useToken(): string | null {
  return useSyncExternalStore(subscribe, () => token);
}
