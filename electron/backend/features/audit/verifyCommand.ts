import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../config/load.ts';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import type { ReadDb } from '../../storage/database.ts';
import { kyselyOver } from '../../storage/dialect.ts';
import type { Tables } from '../../storage/tables.ts';
import { startThread } from '../../storage/thread.ts';
import { verifyAuditChain } from './verification.ts';

const PROBLEM = { content: '内容被改', link: '与前一条不相接', gap: '缺失', truncated: '尾部被截' } as const;

/** Verifies the chain of a data folder, running or not, and names the first broken link. Exit 0 whole, 1 broken or unreadable. */
async function main(): Promise<void> {
  const config = loadConfig();
  const file = join(config.data, 'core.db');
  if (!existsSync(file)) {
    process.stderr.write(`没有找到 ${file}。\n${file} was not found.\n`);
    process.exit(1);
  }
  const thread = await startThread(
    'readWorker',
    { file },
    createLog('verifyAudit', 'silent'),
    () => process.exit(1),
    () => undefined,
  );
  const db = kyselyOver<Tables>((sql, parameters) => thread.run('audit.verify', sql, parameters)) as ReadDb;
  const result = await verifyAuditChain(db, systemClock, null);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (result.problem !== null)
    process.stderr.write(
      `审计链在第 ${result.brokenAt} 条断开:${PROBLEM[result.problem]}。\nThe audit chain breaks at record ${result.brokenAt}: ${result.problem}.\n`,
    );
  else process.stderr.write(`审计链完整,共 ${result.records} 条。\nThe audit chain is whole, ${result.records} records.\n`);
  await thread.close();
  process.exit(result.ok ? 0 : 1);
}

await main();
