import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isLeaving } from '../search.ts';

/** Where a person was about to go and was held back. */
export interface Leave {
  proceed(): void;
  reset(): void;
}

/** Keeps an unsaved draft from being left without a word; `onHeld` brings it before the eyes. Closing the window is not held back: the shell could not say why. */
export function useLeaveGuard(isUnsaved: boolean, onHeld: () => void): Leave | null {
  const resolver = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const isHeld = isUnsaved && isLeaving(current, next);
      if (isHeld) onHeld();
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
