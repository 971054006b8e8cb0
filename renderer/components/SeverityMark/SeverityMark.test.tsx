import { expect, test } from 'vitest';
import { SEVERITIES } from '../../../shared/domain/alarm/severity.ts';
import { markup, words } from '../../testing/markup.tsx';
import { type MarkState, SeverityMark } from './SeverityMark.tsx';

const STATES: readonly MarkState[] = ['plain', 'unacknowledged', 'acknowledged', 'cleared', 'closed', 'shelved', 'suppressed', 'zero'];
const label = (html: string): string => /aria-label="([^"]*)"/.exec(html)?.[1] ?? '';

test('every severity has its own shape and its own character, so that colour is never alone', () => {
  const all = SEVERITIES.map((level) => markup(<SeverityMark level={level} />));
  expect(new Set(all.map((html) => /d="([^"]+)"/.exec(html)?.[1])).size).toBe(4);
  expect(new Set(all.map(words)).size).toBe(4);
});

test.each(STATES)('state %s is in the markup and its words name the severity', (state) => {
  const html = markup(<SeverityMark level="major" state={state} />);
  expect(html).toContain(`data-state="${state}"`);
  expect(label(html)).toContain(label(markup(<SeverityMark level="major" />)));
});

test('states that mean different things are said differently', () => {
  const said = STATES.map((state) => label(markup(<SeverityMark level="critical" state={state} />)));
  expect(new Set(said).size).toBe(STATES.length - 1);
  expect(said[STATES.indexOf('zero')]).toBe(said[STATES.indexOf('plain')]);
});

test('what nobody has seen carries a second outline of its own shape for screens without motion, nothing else does', () => {
  const pathsOf = (state: MarkState): readonly string[] =>
    [...markup(<SeverityMark level="major" state={state} />).matchAll(/ d="([^"]+)"/g)].map(([, path]) => path ?? '');
  const [shape, ring] = pathsOf('unacknowledged');
  expect(ring).toBe(shape);
  for (const state of STATES.filter((one) => one !== 'unacknowledged')) expect(pathsOf(state)).toHaveLength(1);
});

test('unknown is a question mark, not a severity', () => {
  const html = markup(<SeverityMark level="unknown" />);
  expect(words(html)).toBe('?');
  expect(label(html)).not.toBe('');
});

test('beside its own words it is silent for a reader', () => {
  const html = markup(<SeverityMark level="minor" decorative />);
  expect(html).toContain('aria-hidden="true"');
  expect(label(html)).toBe('');
});
