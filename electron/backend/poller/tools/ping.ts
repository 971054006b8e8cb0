import { ECHO_EVERY_MS } from '../../../../shared/domain/tool/tool.ts';
import { findFping, sendEchoes } from '../../collectors/icmp/fping.ts';
import { type Asked, ToolFault } from './parts.ts';

/** Where fping is; a fault where it is not. */
export async function requireFping(): Promise<string> {
  const program = await findFping();
  if (program === null) throw new ToolFault('tool.fping');
  return program;
}

/** Echo requests one after another; each is told as soon as it came back or is lost. */
export async function runPing({ job, address, signal, tell }: Asked<'ping'>): Promise<void> {
  const program = await requireFping();
  const rtts: (number | null)[] = [];
  const told = (icmpError: string | null): void => tell({ tool: 'ping', address: address.address, rtts: [...rtts], icmpError });
  const echoed = await sendEchoes(program, address, { count: job.count, everyMs: ECHO_EVERY_MS }, signal, (index, rtt) => {
    // One that is late does not stand in the place of another; those before it that nothing was heard of are lost.
    while (rtts.length < index) rtts.push(null);
    rtts[index] = rtt;
    told(null);
  });
  if (signal.aborted) return;
  if ('problem' in echoed) throw new ToolFault(echoed.problem);
  rtts.splice(0, rtts.length, ...echoed.echoes.rtts);
  told(echoed.echoes.icmpError);
}
