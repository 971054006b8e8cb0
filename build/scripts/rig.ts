import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { exitCode, forwardSignals } from './lib/children.ts';
import { ROOT } from './lib/paths.ts';
import { runTask } from './lib/say.ts';

/** Thousands of simulated devices, hosts and services on loopback addresses that answer, send and fail; its options: test/rig/README.md. */
async function main(args: readonly string[]): Promise<number> {
  const rig = spawn(process.execPath, [join(ROOT, 'test/rig/main.ts'), ...args], { cwd: ROOT, stdio: 'inherit' });
  forwardSignals(rig);
  return exitCode(rig);
}

await runTask(main);
