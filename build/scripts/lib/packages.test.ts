import { expect, test } from 'vitest';
import { missingPackages } from './packages.ts';

test('a package counts only when it is fully installed', () => {
  const listing = 'fping installed\nxvfb config-files\nchromium half-installed\n';
  expect(missingPackages(['fping', 'xvfb', 'chromium', 'openssl'], listing)).toEqual(['xvfb', 'chromium', 'openssl']);
  expect(missingPackages(['fping'], listing)).toEqual([]);
});
