import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Station } from '../station.ts';

/** Kills the backend and holds the supervisor, so that nobody brings it back until `act` is over. */
export async function withBackendAway(station: Pick<Station, 'dataFolder' | 'supervisorPid'>, act: () => Promise<void>): Promise<void> {
  const { pid } = JSON.parse(readFileSync(join(station.dataFolder, 'station.json'), 'utf8')) as { pid: number };
  process.kill(station.supervisorPid, 'SIGSTOP');
  try {
    process.kill(pid, 'SIGKILL');
    await act();
  } finally {
    process.kill(station.supervisorPid, 'SIGCONT');
  }
}
