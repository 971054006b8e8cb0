import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { withDeadline } from '../../collectors/net/deadline.ts';
import { dial } from '../../collectors/net/dial.ts';
import { timeoutFault } from '../../collectors/net/fault.ts';
import type { Asked, ToolParts } from './parts.ts';

type Tried = Extract<ToolResult, { tool: 'port' }>['ports'][number];

const LIMIT_MS = 4000;
const AT_A_TIME = 4;

function stateOf({ kind }: Fault): NonNullable<Tried['state']> {
  if (kind === 'refused' || kind === 'unreachable') return kind;
  return kind === 'timeout' ? 'silent' : 'failed';
}

/** Tries to connect to every port, a few at a time; what is accepted is closed at once without a word. */
export async function runPortTest({ job, address, signal, tell }: Asked<'port'>, { monotonic }: ToolParts): Promise<void> {
  const tried: Tried[] = job.ports.map((port) => ({ port, state: null, ms: null, detail: '' }));
  const told = (): void => tell({ tool: 'port', address: address.address, ports: tried.map((one) => ({ ...one })) });
  const open = [...tried.keys()];

  async function next(): Promise<void> {
    for (let at = open.shift(); at !== undefined && !signal.aborted; at = open.shift()) {
      const { port } = tried[at] as Tried;
      const startedAt = monotonic();
      const dialled = await withDeadline(signal, LIMIT_MS, (deadline) =>
        dial([address], port, deadline, timeoutFault('no connection', LIMIT_MS)),
      );
      const ms = monotonic() - startedAt;
      if ('socket' in dialled) dialled.socket.destroy();
      if (signal.aborted) return;
      tried[at] =
        'socket' in dialled
          ? { port, state: 'open', ms, detail: '' }
          : { port, state: stateOf(dialled.fault), ms: dialled.fault.kind === 'refused' ? ms : null, detail: dialled.fault.detail };
      told();
    }
  }

  told();
  await Promise.all(Array.from({ length: AT_A_TIME }, next));
}
