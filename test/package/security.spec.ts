import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, type Page } from '@playwright/test';
import { setLaterFuses } from '../../build/scripts/lib/fuses.ts';
import { ROOT } from '../e2e/electronApp.ts';
import { PROGRAM, RESOURCES, test } from './packed.ts';

const FUSES: Readonly<Record<string, FuseState>> = {
  RunAsNode: FuseState.DISABLE,
  EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
  EnableNodeCliInspectArguments: FuseState.DISABLE,
  OnlyLoadAppFromAsar: FuseState.ENABLE,
  EnableCookieEncryption: FuseState.ENABLE,
  EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
  LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
  GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
};

/** What marks the place of the fuses in a program (@electron/fuses). */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

const fileOf = (name: string): string => extractFile(join(RESOURCES, 'app.asar'), `dist/electron/${name}`).toString('utf8');
const main = (): string => fileOf('main.cjs');

/** Whether a promise of the page is refused; what it would give is not of interest. */
const refused = (page: Page, expression: string): Promise<boolean> =>
  page.evaluate(`(${expression}).then(() => false, () => true)`) as Promise<boolean>;

/** Another program on this machine that would answer anybody. */
async function startOutsider(): Promise<{ readonly url: string; readonly hits: string[]; stop(): void }> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('outside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, hits, stop: () => void server.close() };
}

function descendsFrom(pid: string, ancestor: number): boolean {
  for (let current = Number(pid); current > 1; ) {
    if (current === ancestor) return true;
    current = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${current}/status`, 'utf8'))?.[1] ?? 0);
  }
  return false;
}

/** Status files of the renderers of a packaged shell. */
function rendererStatuses(shellPid: number): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        const isOurs = line.startsWith(PROGRAM) && line.includes('--type=renderer') && descendsFrom(pid, shellPid);
        return isOurs ? [readFileSync(`/proc/${pid}/status`, 'utf8')] : [];
      } catch {
        return [];
      }
    });
}

test.describe("R2 the package and the twenty points of Electron's security checklist:", () => {
  test('1 only secure content is loaded: the page is the own station, and no request leaves for anywhere else', async ({
    packed: { page },
  }) => {
    const outsider = await startOutsider();
    expect(await page.evaluate(() => [location.hostname, isSecureContext])).toEqual(['127.0.0.1', true]);
    for (const call of ['fetch(URL)', "fetch(URL, { mode: 'no-cors' })"])
      expect(await refused(page, call.replace('URL', JSON.stringify(outsider.url)))).toBe(true);
    await page.evaluate((url) => {
      document.body.append(Object.assign(new Image(), { src: url }));
      navigator.sendBeacon(url);
    }, outsider.url);
    expect(await page.evaluate(() => fetch('/healthz').then(({ status }) => status))).toBe(200);
    expect(outsider.hits).toEqual([]);
    outsider.stop();
  });

  test('2 3 20 the page has neither Node nor Electron, and what the bridge gives it leads to neither', async ({ packed: { page } }) => {
    const found = await page.evaluate(() => {
      const desktop = (window as unknown as { desktop: Record<string, () => unknown> }).desktop;
      const reach = (make: () => unknown): string => {
        try {
          return typeof make();
        } catch {
          return 'refused';
        }
      };
      return {
        globals: ['require', 'process', 'Buffer', 'module', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
        kinds: [...new Set(Object.values(desktop).map((one) => typeof one))],
        names: Object.keys(desktop).sort(),
        isFrozen: Object.isFrozen(desktop),
        node: reach(() => desktop.info?.constructor.constructor('return process')()),
      };
    });
    expect(found).toEqual({
      globals: [],
      kinds: ['function'],
      names: [
        'hide',
        'info',
        'minimise',
        'notify',
        'onNotificationClick',
        'onStationState',
        'openSession',
        'quit',
        'reload',
        'retry',
        'saveText',
        'setCounts',
        'setSkin',
        'showDataFolder',
        'stationState',
        'toggleFullScreen',
      ],
      isFrozen: true,
      node: 'refused',
    });
  });

  test('2 3 4 6 8 9 10 no window is opened with a protection off', async () => {
    const text = main();
    for (const setting of ['sandbox:!0', 'contextIsolation:!0', 'nodeIntegration:!1', 'nodeIntegrationInSubFrames:!1', 'webviewTag:!1'])
      expect(text.replaceAll(/\s/g, '').replaceAll(':true', ':!0').replaceAll(':false', ':!1'), setting).toContain(setting);
    for (const word of [
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'no-sandbox',
      'disable-web-security',
      'ignore-certificate-errors',
    ])
      expect(text, word).not.toContain(word);
  });

  test('4 every renderer is in the sandbox', ({ packed: { child } }) => {
    const statuses = rendererStatuses(child.pid ?? 0);
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) {
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(status).toMatch(/^NSpid:\s+\d+\s+\d+/m);
    }
  });

  test('5 the page is granted no permission', async ({ packed: { page } }) => {
    expect(await refused(page, 'navigator.mediaDevices.getUserMedia({ audio: true })')).toBe(true);
    expect(await refused(page, 'new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))')).toBe(true);
    expect(await refused(page, 'navigator.clipboard.readText()')).toBe(true);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  test('6 7 the page runs no script but its own, and reads no other origin', async ({ packed: { page } }) => {
    const policy = await page.evaluate(() => fetch('/').then(({ headers }) => headers.get('content-security-policy') ?? ''));
    expect(policy).toContain("default-src 'none'");
    // Its own files, and the one script that stands in the page itself.
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}=';/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*/);
    const ran = await page.evaluate(() => {
      const marks = window as unknown as Record<string, unknown>;
      try {
        document.body.append(Object.assign(document.createElement('script'), { text: 'window.injected = true' }));
      } catch {
        // Trusted types may refuse it before the policy does.
      }
      // The debugger lifts the policy for what it runs itself, so this is left to the page.
      const evaluated = new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(Function('return 42')()));
          } catch {
            resolve('refused');
          }
        });
      });
      return Promise.all([marks.injected ?? 'refused', evaluated]);
    });
    expect(ran).toEqual(['refused', 'refused']);
  });

  test('11 12 there are no webviews', async ({ packed: { page } }) => {
    const view = await page.evaluate(() => {
      const element = document.createElement('webview');
      element.setAttribute('src', 'about:blank');
      document.body.append(element);
      return [element.constructor.name, 'getWebContentsId' in element];
    });
    expect(view).toEqual(['HTMLElement', false]);
    expect(main()).toContain('will-attach-webview');
  });

  test('13 14 18 the page cannot leave, open a window or read a file', async ({ packed: { page } }) => {
    const origin = new URL(page.url()).origin;
    const outsider = await startOutsider();
    for (const to of [outsider.url, 'https://example.com/', 'about:blank', '/'])
      expect(await page.evaluate((url) => window.open(url) === null, to)).toBe(true);
    for (const to of [outsider.url, 'file:///etc/passwd', 'data:text/html,x']) {
      await page.evaluate((url) => void setTimeout(() => location.assign(url)), to);
      await expect.poll(() => page.evaluate(() => location.origin)).toBe(origin);
    }
    expect(await refused(page, "fetch('file:///etc/passwd')")).toBe(true);
    expect(outsider.hits).toEqual([]);
    outsider.stop();
  });

  test('15 nothing is handed to programs of the desktop but the data folder and where a device is signed in to', async ({
    packed: { page },
  }) => {
    const text = main();
    expect(text).not.toMatch(/beginDownload|loadFile\(/);
    expect(text.match(/\.openPath\(/g)).toHaveLength(1);
    expect(text.match(/openExternal/g)).toHaveLength(1);
    // The address is put together by the shell, of parts that were looked at.
    expect(text).toMatch(/\.openExternal\(sessionUrl\d*\(kind, address, port\)\)/);
    const wrong = [
      { kind: 'file', address: 'etc', port: 22 },
      { kind: 'ssh', address: '-oProxyCommand=x', port: 22 },
      { kind: 'ssh', address: 'a/../b', port: 22 },
      { kind: 'ssh', address: 'root@a', port: 22 },
      { kind: 'telnet', address: '10.0.0.1', port: 0 },
      { kind: 'telnet', address: '10.0.0.1', port: '23 x' },
    ];
    const answers = await page.evaluate(
      (all) =>
        Promise.all(
          all.map((one) =>
            (window as unknown as { desktop: { openSession(order: unknown): Promise<unknown> } }).desktop.openSession(one).then(
              () => 'opened',
              () => 'refused',
            ),
          ),
        ),
      wrong,
    );
    expect(answers).toEqual(wrong.map(() => 'refused'));
  });

  test('16 the release is built with the pinned Electron, one of the supported majors', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(devDependencies.electron?.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  test('17 the bridge serves the page of a window and no frame in it', async ({ packed: { page } }) => {
    const inFrame = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const found = frame.contentWindow && 'desktop' in frame.contentWindow;
      frame.remove();
      return found;
    });
    expect(inFrame).toBe(false);
    const info = await page.evaluate(() => (window as unknown as { desktop: { info(): Promise<unknown> } }).desktop.info());
    expect(info).toMatchObject({ mode: 'desk' });
  });

  test('19 its fuses are set, and a ninth where Electron has one', async () => {
    const wire = await getCurrentFuseWire(PROGRAM);
    const read = Object.fromEntries(Object.keys(FUSES).map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]]]));
    expect(read).toEqual(FUSES);
  });
});

test('fuses: the ninth is set in a program that has nine, and one with eight is left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'noc-fuses-'));
  const program = (length: number): string => {
    const file = join(folder, `program${length}`);
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(`head${SENTINEL}`), Buffer.from([1, length]), Buffer.from('0'.repeat(length)), Buffer.from('tail')]),
    );
    return file;
  };
  const [nine, eight] = [program(9), program(8)];
  copyFileSync(eight, `${eight}.before`);
  for (const file of [nine, eight]) await setLaterFuses(file);
  const wire = await getCurrentFuseWire(nine);
  expect([wire[FuseV1Options.WasmTrapHandlers], wire[FuseV1Options.RunAsNode]]).toEqual([FuseState.ENABLE, FuseState.DISABLE]);
  expect(readFileSync(eight).equals(readFileSync(`${eight}.before`))).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});
