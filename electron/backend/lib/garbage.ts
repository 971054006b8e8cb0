import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Has the collector of garbage look at this thread now. For the moment at which a thread let go of a great deal at once: what lies in
 * buffers weighs nothing for V8, and a thread that makes little else may keep hundreds of dead megabytes for hours.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
