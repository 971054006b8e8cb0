import type { z } from 'zod';
import type { ProcessHealth } from '../../../shared/contracts/health.ts';

export type ProcessState = z.output<typeof ProcessHealth>;

/** Child to supervisor. `health` is each process's own business; the supervisor hands it on to the backend. */
export type ChildMessage =
  | { readonly type: 'ready'; readonly port?: number }
  /** Said every second, from the first moment on, by an event loop that goes round. */
  | { readonly type: 'alive' }
  | { readonly type: 'health'; readonly cpu: number; readonly memory: number }
  /** The start cannot succeed by trying again; one line in each language says why. */
  | { readonly type: 'fatal'; readonly zh: string; readonly en: string };

/** An address of UDP. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

/** Supervisor to child. The backend is told of all processes, and of every death as it happens. */
export type SupervisorMessage =
  | { readonly type: 'stop' }
  /** To the simulated devices: where the station listens, null for a door that is closed. */
  | { readonly type: 'doors'; readonly syslog: Destination | null; readonly traps: Destination | null }
  | { readonly type: 'processes'; readonly processes: readonly ProcessState[]; readonly details: Readonly<Record<string, unknown>> }
  | { readonly type: 'died'; readonly name: string; readonly at: number; readonly reason: string; readonly restarts: number };

/** Exit code of a child whose start cannot succeed by trying again. */
export const EXIT_FATAL = 78;

const ALIVE_MS = 1000;

/** Says from now on that this process lives, as long as it does. */
export function sayAlive(): void {
  tellSupervisor({ type: 'alive' });
  setInterval(() => tellSupervisor({ type: 'alive' }), ALIVE_MS).unref();
}

/** Sends to the supervisor; nothing happens for a process started by hand. */
export function tellSupervisor(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}
