import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { placeOfPath } from './guards.ts';

/** Where a person was about to go and was held back. */
export interface Leave {
  proceed(): void;
  reset(): void;
}

export interface Address {
  readonly pathname: string;
  readonly search: unknown;
}

/** True for another page of the desk; whoever signs out or is signed out is not held back. */
export function isOtherPage(current: Address, next: Address): boolean {
  return placeOfPath(next.pathname) === 'desk' && next.pathname !== current.pathname;
}

interface Options {
  /** Where what is being written would be gone; without it, on every other page. */
  readonly isLeaving?: (current: Address, next: Address) => boolean;
  /** Brings it before the eyes. */
  readonly onHeld?: () => void;
}

/** Keeps an unsaved draft from being left without a word. Closing the window is not held back: the shell could not say why. */
export function useLeaveGuard(isUnsaved: boolean, { isLeaving = isOtherPage, onHeld }: Options = {}): Leave | null {
  const resolver = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const isHeld = isUnsaved && isLeaving(current, next);
      if (isHeld) onHeld?.();
      return isHeld;
    },
    enableBeforeUnload: false,
    withResolver: true,
  });
  const leave = resolver.status === 'blocked' ? resolver : null;
  useEffect(() => {
    if (!isUnsaved) leave?.reset();
  }, [isUnsaved, leave]);
  return leave;
}
