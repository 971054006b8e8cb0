import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { createLog } from '../../lib/log.ts';
import { openCore } from '../../storage/database.ts';
import { type FindingRecord, openSilentBook, type SilentRecord } from './silentBook.ts';

const NOW = 1_000_000;
const watch = (id: string, change: Partial<SilentRecord> = {}): SilentRecord => ({
  ...{ id, name: id, policyId: 'p', resourceIds: [], startedAt: 0, startedBy: 'a', endsAt: NOW + 1, endedAt: null, endedBy: null },
  ...change,
});
const finding: FindingRecord = {
  ...{ key: 'k', resource_id: 'r', metric: 'cpu.utilisation', component: '', severity: 'major', observed: 99, level: 90 },
  ...{ direction: 'above', times: 1, first_at: 1, ended_at: null },
};

test('after a start only the findings of observations that last are held', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sw-silent-'));
  const log = createLog('test', 'silent');
  const core = await openCore({
    ...{ file: join(folder, 'core.db'), clock: systemClock, log, readers: 1 },
    ...{ relieve: async () => false, onLost: () => undefined },
  });
  try {
    const book = await openSilentBook(core.read, NOW);
    const watches = [watch('lasts'), watch('ranOut', { endsAt: NOW }), watch('ended', { endedAt: 5, endedBy: 'a' })];
    for (const one of watches)
      await core.write('test', async (work) => {
        await book.save(work, one);
        await book.saveFinding(work, one.id, finding);
      });
    const after = await openSilentBook(core.read, NOW);
    const held = await core.write('test', async (work) =>
      watches.filter(({ id }) => after.within(work).finding(id, 'k')).map(({ id }) => id),
    );
    expect([after.all().length, held]).toEqual([3, ['lasts']]);
  } finally {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
