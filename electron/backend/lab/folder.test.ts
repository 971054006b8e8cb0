import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigInvalid } from '../config/load.ts';
import { openLab } from './folder.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sw-lab-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const lab = (labPort = 16_161) => ({ data, lab: true, labPort });
const real = () => ({ data, lab: false, labPort: 16_161 });

test('a laboratory keeps its seed, its birth and the port of its first start', () => {
  const made = openLab(lab(20_000), 1000);
  expect(made).toMatchObject({ bornAt: 1000, port: 20_000 });
  expect(openLab(lab(30_000), 2000)).toEqual(made);
  expect(statSync(join(data, 'lab.json')).mode & 0o777).toBe(0o600);
});

test('a folder with real data never becomes a laboratory, nor a laboratory a real one', () => {
  expect(openLab(real(), 1)).toBeNull();
  writeFileSync(join(data, 'core.db'), 'real');
  expect(() => openLab(lab(), 1)).toThrow(/holds real data/);
  expect(readFileSync(join(data, 'core.db'), 'utf8')).toBe('real');
  expect(openLab(real(), 1)).toBeNull();
  rmSync(join(data, 'core.db'));
  openLab(lab(), 1);
  expect(() => openLab(real(), 2)).toThrow(ConfigInvalid);
});
