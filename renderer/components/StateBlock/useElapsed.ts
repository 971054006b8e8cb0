import { useEffect, useState } from 'react';

/** Before this nothing is shown of a wait, so that a fast answer does not flicker. */
export const SHOWN_AFTER_MS = 300;

/** How long somebody has been waiting in ms: 0 in the first 300 ms, then 300, then once a second; 0 again while `isOn` is false. */
export function useElapsed(isOn: boolean): number {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const started = performance.now();
    const first = setTimeout(() => setElapsedMs(SHOWN_AFTER_MS), SHOWN_AFTER_MS);
    const every = setInterval(() => setElapsedMs(performance.now() - started), 1000);
    return () => {
      clearTimeout(first);
      clearInterval(every);
      setElapsedMs(0);
    };
  }, [isOn]);
  return isOn ? elapsedMs : 0;
}
