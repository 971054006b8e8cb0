import { app } from 'electron';
import type { ShellLog } from './log.ts';
import { createCrashGuard } from './window/crashes.ts';

const WITHOUT_GPU = '--disable-gpu';

/**
 * Chromium restarts a crashed GPU process a few times and then ends the whole program. At the third crash within a minute the shell starts
 * itself again with software rendering; the station is not touched.
 */
export function surviveGpuCrashes(log: ShellLog): void {
  const onCrash = createCrashGuard();
  app.on('child-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    log.write('process.gone', { type: details.type, reason: details.reason, exitCode: details.exitCode });
    if (details.type !== 'GPU' || process.argv.includes(WITHOUT_GPU)) return;
    if (onCrash(performance.now()).kind === 'reload') return;
    app.relaunch({ args: [...process.argv.slice(1), WITHOUT_GPU] });
    app.exit(0);
  });
}
