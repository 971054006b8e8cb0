import type { ToolOrder, ToolReport } from '../../../../shared/contracts/toolLink.ts';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import { createResolver } from '../../collectors/net/resolve.ts';
import { createSharedSockets } from '../../collectors/snmp/sockets.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OpenCredential } from '../../lib/credentials.ts';
import { type Log, toLogFormat } from '../../lib/log.ts';
import { runBrowse } from './browse.ts';
import { type Asked, ToolFault, type ToolParts } from './parts.ts';
import { runPing } from './ping.ts';
import { runPortTest } from './port.ts';
import { runTrace } from './trace.ts';

export interface ToolEngine {
  /** Goes on with these runs and with no others; one that goes on already is left as it is, one that has ended is not begun again. */
  obey(orders: readonly ToolOrder[]): void;
  stop(): void;
}

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  openSet(id: string): OpenCredential | null;
  report(report: ToolReport): void;
}

/** What comes is told no more often than this. */
const TELL_MS = 400;
const RESOLVE_LIMIT_MS = 5000;

async function work(order: ToolOrder, asked: Omit<Asked<ToolOrder['job']['tool']>, 'job'>, parts: ToolParts): Promise<void> {
  const { job } = order;
  switch (job.tool) {
    case 'ping':
      return runPing({ ...asked, job });
    case 'trace':
      return runTrace({ ...asked, job });
    case 'port':
      return runPortTest({ ...asked, job }, parts);
    case 'snmp':
      return runBrowse({ ...asked, job }, parts);
    default:
      return job satisfies never;
  }
}

/** Tools that people run against resources. The process keeps nothing: a new one is told again and begins anew. */
export function createToolEngine({ clock, log, openSet, report }: Parts): ToolEngine {
  const sockets = createSharedSockets(log);
  const parts: ToolParts = { resolver: createResolver(clock), sockets, log, monotonic: clock.monotonic, openSet };
  const running = new Map<string, AbortController>();
  // Ended: the last report may still be on its way when the backend tells its orders again.
  let ended = new Set<string>();

  async function run(order: ToolOrder, signal: AbortSignal): Promise<void> {
    let result: ToolResult | null = null;
    let timer: NodeJS.Timeout | undefined;
    const tell = (next: ToolResult): void => {
      result = next;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!signal.aborted) report({ runId: order.id, result, isOver: false, problem: null });
      }, TELL_MS);
    };
    let problem: string | null = null;
    try {
      const resolved = await parts.resolver.resolve(order.address, RESOLVE_LIMIT_MS);
      if ('fault' in resolved) throw new ToolFault(resolved.fault.detail);
      const [address] = resolved.addresses;
      if (!address) throw new ToolFault('snmp.noAddress');
      if (signal.aborted) return;
      await work(order, { order, address, signal, tell }, parts);
    } catch (error) {
      if (!(error instanceof ToolFault)) log.error({ run: order.id, error: toLogFormat(error) }, 'tool failed');
      problem = error instanceof ToolFault ? error.problem.slice(0, 500) : 'internal';
    }
    clearTimeout(timer);
    if (!signal.aborted) report({ runId: order.id, result, isOver: true, problem });
  }

  function begin(order: ToolOrder): void {
    const controller = new AbortController();
    running.set(order.id, controller);
    log.info({ run: order.id, tool: order.job.tool }, 'tool begins');
    void run(order, controller.signal).finally(() => {
      if (!controller.signal.aborted) ended.add(order.id);
      if (running.get(order.id) === controller) running.delete(order.id);
    });
  }

  return {
    obey: (orders) => {
      const wanted = new Set(orders.map(({ id }) => id));
      for (const [id, controller] of running)
        if (!wanted.has(id)) {
          controller.abort();
          running.delete(id);
          log.info({ run: id }, 'tool stops');
        }
      ended = new Set([...ended].filter((id) => wanted.has(id)));
      for (const order of orders) if (!running.has(order.id) && !ended.has(order.id)) begin(order);
    },
    stop: () => {
      for (const controller of running.values()) controller.abort();
      running.clear();
      sockets.close();
    },
  };
}
