import { join } from 'node:path';
import { run } from './lib/children.ts';
import { cloneEnvironment, ROOT } from './lib/paths.ts';
import { runTask } from './lib/say.ts';

/** Recomputes the audit chain of the data folder and names the first broken record; exit 0 whole, 1 broken. */
await runTask(() => run(process.execPath, [join(ROOT, 'electron/backend/features/audit/verifyCommand.ts')], { env: cloneEnvironment() }));
