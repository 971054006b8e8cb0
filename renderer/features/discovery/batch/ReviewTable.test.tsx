import { expect, test } from 'vitest';
import { markup, words } from '../../../testing/markup.tsx';
import { aCandidate, aRun, NO_COUNTS } from '../testing/builder.ts';
import { ReviewTable } from './ReviewTable.tsx';

const run = aRun({ rows: { ...NO_COUNTS, same: 1, unknown: 1 }, open: { ...NO_COUNTS, same: 1, unknown: 1 } });
const table = (rows: Parameters<typeof ReviewTable>[0]['rows'], of = run, search = {}) =>
  markup(<ReviewTable run={of} rows={rows} search={search} ticked={new Set()} onTick={() => undefined} onChange={() => undefined} />);

test('several addresses of one device stand in one row, with the evidence in words and the reason where nothing was read', () => {
  const html = table([
    aCandidate({
      id: 'a',
      verdict: 'same',
      name: 'RT-1',
      addresses: ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
      score: 0.96,
      evidence: [
        { key: 'serial', verdict: 'same' },
        { key: 'name', verdict: 'different' },
      ],
    }),
    aCandidate({ id: 'b', verdict: 'unknown', name: '', model: '', gap: 'silent' }),
  ]);
  const text = words(html);
  expect(text).toContain('10.0.0.1 等 3 个');
  expect(text).toContain('序列号相同，唯一；名称不同');
  expect(text).toContain('0.96');
  expect(text).toContain('未命名');
  expect(text).toContain('SNMP 没有应答：未开启、不许主站访问或团体字不对');
  expect(html).toContain('data-verdict="different"');
});

test('what two devices share by name is said, and what is decided is quiet', () => {
  const html = table([aCandidate({ hasSharedName: true, decision: 'accepted' })], run, { view: 'all' });
  expect(words(html)).toContain('同名');
  expect(words(html)).toContain('已接受');
  expect(html).toContain('data-quiet');
});

test('empty for three reasons: nobody answered, all is decided, the filter', () => {
  expect(words(table([], aRun({ asked: 254 })))).toContain('254 个地址都问过了');
  expect(words(table([], aRun({ rows: { ...NO_COUNTS, new: 3 } })))).toContain('都已定');
  expect(words(table([], aRun({ rows: { ...NO_COUNTS, new: 3 } }), { q: '核心', view: 'new' }))).toContain('条件：新 核心');
});
