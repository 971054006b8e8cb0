import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import type { RigService } from './fleet.ts';

/** How a service is: faults change it. */
export interface ServiceState {
  isSilent: boolean;
  status: number;
  delayMs: number;
}

export interface Web {
  state(name: string): ServiceState | undefined;
  /** Requests answered so far. */
  answered(): number;
  stop(): Promise<void>;
}

const BODY = JSON.stringify({ status: 'UP' });

/** Every service on an address of its own, behind one server. Rejects with the error of the first address that cannot be bound. */
export async function startWeb(services: readonly RigService[], port: number): Promise<Web> {
  const states = new Map<string, ServiceState>();
  const byAddress = new Map<string, ServiceState>();
  for (const { name, address } of services) {
    const state: ServiceState = { isSilent: false, status: 200, delayMs: 0 };
    states.set(name, state);
    byAddress.set(address, state);
  }
  let answered = 0;
  const http: HttpServer = createHttp((request, response) => {
    const state = byAddress.get(request.socket.localAddress ?? '');
    if (!state) response.destroy();
    if (!state || state.isSilent) return;
    const answer = (): void => {
      answered += 1;
      response.writeHead(state.status, { 'content-type': 'application/json' });
      response.end(state.status === 200 ? BODY : '{"status":"DOWN"}');
    };
    if (state.delayMs > 0) setTimeout(answer, state.delayMs);
    else answer();
  });
  const doors: Server[] = [];
  const stop = async (): Promise<void> => {
    http.closeAllConnections();
    await Promise.all(doors.splice(0).map((door) => new Promise<void>((resolve) => door.close(() => resolve()))));
  };
  try {
    for (const { address } of services) {
      const door = createServer((socket) => http.emit('connection', socket));
      await new Promise<void>((resolve, reject) => {
        door.once('error', reject);
        door.listen({ host: address, port, exclusive: true }, resolve);
      });
      doors.push(door);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { state: (name) => states.get(name), answered: () => answered, stop };
}
