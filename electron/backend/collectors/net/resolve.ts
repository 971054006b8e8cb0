import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import type { Clock } from '../../lib/clock.ts';
import { codeOf, faultOf, timeoutFault } from './fault.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

export type Resolved = { readonly addresses: readonly Address[] } | { readonly fault: Fault };

export interface Resolver {
  /** Addresses of a name, in the system's order; an address is itself. Answers within `limitMs`, with the last known addresses if need be. */
  resolve(name: string, limitMs: number): Promise<Resolved>;
}

const FRESH_MS = 30_000;
/** How long a name server that does not answer is bridged: its failure is not the failure of every host that has a name. */
const BRIDGED_MS = 600_000;
/** Lookups at a time. Each holds one of four threads that files need too, for as long as a dead name server takes. */
const AT_A_TIME = 2;

type Lookup = (name: string) => Promise<readonly { address: string; family: number }[]>;
const lookupAll: Lookup = (name) => systemLookup(name, { all: true, order: 'verbatim' });

/** Resolves names with a time limit and a memory, so that a slow or dead name server delays nobody twice. */
export function createResolver(clock: Clock, lookup: Lookup = lookupAll): Resolver {
  const known = new Map<string, { readonly addresses: readonly Address[]; readonly at: number }>();
  const asked = new Map<string, Promise<Resolved>>();
  const queue: (() => void)[] = [];
  let active = 0;

  async function ask(name: string): Promise<Resolved> {
    if (active >= AT_A_TIME) await new Promise<void>((resolve) => queue.push(resolve));
    active += 1;
    try {
      const addresses = (await lookup(name)).map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }));
      known.set(name, { addresses, at: clock.monotonic() });
      return { addresses };
    } catch (error) {
      // Only an answer that there is no such name says something about the device; a server that did not answer is our own trouble.
      if (codeOf(error) === 'EAI_AGAIN') return { fault: { ...faultOf(error), kind: 'tool' } };
      known.delete(name);
      return { fault: { ...faultOf(error), kind: 'unreachable' } };
    } finally {
      active -= 1;
      queue.shift()?.();
    }
  }

  async function resolve(name: string, limitMs: number): Promise<Resolved> {
    const literal = isIP(name.split('%')[0] ?? '');
    if (literal !== 0) return { addresses: [{ address: name, family: literal === 6 ? 6 : 4 }] };
    const last = known.get(name);
    if (last && clock.monotonic() - last.at < FRESH_MS) return last;
    const asking = asked.get(name) ?? ask(name).finally(() => asked.delete(name));
    asked.set(name, asking);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Resolved>((done) => {
      timer = setTimeout(() => done({ fault: { ...timeoutFault(`name ${name} not resolved`, limitMs), kind: 'tool' } }), limitMs);
    });
    const answer = await Promise.race([asking, late]);
    clearTimeout(timer);
    const still = known.get(name);
    return 'fault' in answer && still && clock.monotonic() - still.at < BRIDGED_MS ? still : answer;
  }

  return { resolve };
}
