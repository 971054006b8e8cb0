import type { ToolOrder } from '../../../../shared/contracts/toolLink.ts';
import type { ToolResult } from '../../../../shared/contracts/tools.ts';
import type { Address, Resolver } from '../../collectors/net/resolve.ts';
import type { SharedSockets } from '../../collectors/snmp/sockets.ts';
import type { OpenCredential } from '../../lib/credentials.ts';
import type { Log } from '../../lib/log.ts';

/** Why a run could not be made: what the page makes a sentence of. */
export class ToolFault extends Error {
  /** A code, or the detail of a fault. */
  readonly problem: string;

  constructor(problem: string) {
    super(problem);
    this.problem = problem;
  }
}

export interface ToolParts {
  readonly resolver: Resolver;
  readonly sockets: SharedSockets;
  readonly log: Log;
  monotonic(): number;
  /** The set as it is now, or null where it is gone or cannot be opened. */
  openSet(id: string): OpenCredential | null;
}

/** A run as a tool sees it: what is asked, where, and whom to tell what came of it so far. */
export interface Asked<T extends ToolOrder['job']['tool']> {
  readonly job: Extract<ToolOrder['job'], { tool: T }>;
  readonly order: ToolOrder;
  readonly address: Address;
  readonly signal: AbortSignal;
  tell(result: Extract<ToolResult, { tool: T }>): void;
}
