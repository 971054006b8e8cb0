import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROGRAMS = {
  supervisor: 'electron/backend/supervisor/index.ts',
  poller: 'electron/backend/poller/index.ts',
  verifyAudit: 'electron/backend/features/audit/verifyCommand.ts',
} as const;
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where `npm test` has built everything and says so, programs are the built ones, as users run them. */
const IS_BUILT = process.env.NOC_TEST_BUILT === 'yes';

/** File of a program of the station: the built one where it is asked for or this run has built it, else its source. */
export function programFile(name: keyof typeof PROGRAMS, built = IS_BUILT): string {
  const bundle = at(`dist/backend/${name}.mjs`);
  return built && existsSync(bundle) ? bundle : at(PROGRAMS[name]);
}
