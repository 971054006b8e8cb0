import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openVault, readVault, SealBroken } from './vault.ts';

const never = (): never => {
  throw new Error('no key is damaged');
};
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sw-vault-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

describe('vault', () => {
  test('opens what it sealed, after a restart too, and shows nothing of it', () => {
    const sealed = openVault(data, never).seal('credential/1', 'mima-团体字-2026');
    expect(openVault(data, never).open('credential/1', sealed)).toBe('mima-团体字-2026');
    expect(readVault(data)?.open('credential/1', sealed)).toBe('mima-团体字-2026');
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('mima');
    expect(openVault(data, never).seal('credential/1', 'mima-团体字-2026')).not.toBe(sealed);
  });

  test('what was sealed for one name opens for no other, with no other key, and not after one changed bit', () => {
    const vault = openVault(data, never);
    const sealed = vault.seal('credential/1', 'secret');
    expect(() => vault.open('credential/2', sealed)).toThrow(SealBroken);
    const bytes = Buffer.from(sealed, 'base64');
    for (let i = 0; i < bytes.byteLength; i += 1) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => vault.open('credential/1', changed.toString('base64'))).toThrow(SealBroken);
    }
    for (const text of ['', 'AAAA', sealed.slice(0, 20)]) expect(() => vault.open('credential/1', text)).toThrow(SealBroken);
    rmSync(join(data, 'keys'), { recursive: true });
    expect(() => openVault(data, never).open('credential/1', sealed)).toThrow(SealBroken);
  });

  test('the key is of this user only; there is none before the first start, and half a key is set aside for a new one', () => {
    expect(readVault(data)).toBeNull();
    openVault(data, never);
    const file = join(data, 'keys/vault.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    readVault(data);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
    expect(readVault(data)).toBeNull();
    const setAside: string[] = [];
    openVault(data, (path) => setAside.push(path));
    expect(setAside.map((path) => readFileSync(path, 'utf8').length)).toEqual([20]);
    expect(readVault(data)).not.toBeNull();
  });
});
