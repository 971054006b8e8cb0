import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'regular' | 'last-resort' }) => void;
let collect: Collect | null = null;

/**
 * Has the collector of garbage look at this thread now. For the moment at which a thread let go of a great deal at once: what lies in
 * buffers weighs nothing for V8, and a thread that makes little else may keep hundreds of dead megabytes for hours. `isThorough`: pages that
 * V8 keeps for later are given back to the system too, which takes a tenth of a second.
 */
export function collectGarbage({ isThorough = false }: { readonly isThorough?: boolean } = {}): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  collect({ type: 'major', execution: 'sync', flavor: isThorough ? 'last-resort' : 'regular' });
}
