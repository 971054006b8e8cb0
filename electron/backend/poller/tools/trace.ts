import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { type Hop, hopOf, wayOf } from '../../../../shared/domain/tool/trace.ts';
import { ping, sendEchoes } from '../../collectors/icmp/fping.ts';
import { type Asked, ToolFault } from './parts.ts';
import { requireFping } from './ping.ts';

/** Steps that are asked at a time: silent ones do not hold up the way. */
const AT_A_TIME = 4;
const ECHOES = 3;
const EVERY_MS = 200;

/**
 * The way to an address: echo requests whose limit of hops grows, and who sends them back (RFC 792, time exceeded). How long a step takes
 * is then asked of its own address: fping does not say it of an error.
 */
export async function runTrace({ job, address, signal, tell }: Asked<'trace'>): Promise<void> {
  // fping tells of no ICMPv6 errors: every step would seem to be silent.
  if (address.family === 6) throw new ToolFault('trace.family');
  const program = await requireFping();
  const hops: Hop[] = [];
  const times = new Map<string, number>();
  type Told = Extract<ToolResult, { tool: 'trace' }>;
  const told = (isOver: boolean): void => {
    const way = wayOf(hops, job.maxHops);
    tell({
      ...{ tool: 'trace', address: address.address, end: isOver ? way.end : null },
      hops: way.hops.map(({ addresses, ...hop }): Told['hops'][number] => ({
        ...hop,
        nodes: addresses.slice(0, 10).map((one) => ({ address: one, rttMs: times.get(one) ?? null })),
      })),
    });
  };

  async function ask(ttl: number): Promise<void> {
    const echoed = await sendEchoes(program, address, { count: ECHOES, everyMs: EVERY_MS, ttl }, signal, () => undefined);
    if (signal.aborted) return;
    if ('problem' in echoed) throw new ToolFault(echoed.problem);
    const replies = echoed.echoes.rtts.filter((rtt) => rtt !== null);
    const mean = replies.reduce((sum, rtt) => sum + rtt, 0) / replies.length;
    if (replies.length > 0 && !times.has(address.address)) times.set(address.address, mean);
    hops.push(hopOf({ ttl, sent: ECHOES, replies, errors: echoed.errors }, address.address));
  }

  for (let first = 1; first <= job.maxHops && !signal.aborted && wayOf(hops, job.maxHops).end === null; first += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, job.maxHops - first + 1);
    await Promise.all(Array.from({ length: count }, (_, index) => ask(first + index)));
    told(false);
  }
  const others = wayOf(hops, job.maxHops).hops.flatMap(({ addresses }) => addresses.filter((one) => !times.has(one)));
  if (others.length > 0 && !signal.aborted) {
    const pinged = await ping(program, address.family, [...new Set(others)], signal);
    if ('echoes' in pinged)
      for (const [one, { rtts }] of pinged.echoes) {
        const replies = rtts.filter((rtt) => rtt !== null);
        if (replies.length > 0) times.set(one, replies.reduce((sum, rtt) => sum + rtt, 0) / replies.length);
      }
  }
  if (!signal.aborted) told(true);
}
