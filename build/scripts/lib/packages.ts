import { existsSync } from 'node:fs';
import { capture, run } from './children.ts';
import { say, TaskFailed } from './say.ts';

/** Debian packages the whole of `npm test` uses: browser and display, what the backend calls, and what builds faults on purpose. */
export const TEST_PACKAGES = [
  ...['chromium-headless-shell', 'xvfb', 'xauth', 'dbus-x11', 'fonts-dejavu-core', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
  ...['fping', 'iputils-ping', 'openssl', 'procps', 'snmp', 'snmpd', 'snmpsim', 'lldpd', 'python3-openpyxl'],
  ...['prometheus', 'prometheus-node-exporter', 'dnsmasq-base', 'openssh-server', 'slapd', 'dovecot-imapd', 'python3-aiosmtpd'],
  ...['rsyslog', 'rsyslog-openssl'],
  ...['iproute2', 'nftables', 'e2fsprogs', 'xfsprogs', 'libfaketime', 'util-linux'],
] as const;

/** True as root on Debian, where missing packages can be installed. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Names of the packages that are not fully installed, in the order given. */
export function missingPackages(wanted: readonly string[], listing: string): string[] {
  const installed = new Set(
    listing
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name));
}

const FORMAT = `\${Package} \${db:Status-Status}\n`;

async function listInstalled(names: readonly string[]): Promise<string> {
  // Fails as a whole when one name is unknown, and still lists the others.
  return capture('sh', ['-c', 'dpkg-query -W -f="$0" "$@" 2>/dev/null || true', FORMAT, ...names]);
}

/** What `npm test` needs, as `ensurePackages`. */
export const ensureTestPackages = (): Promise<void> => ensurePackages(TEST_PACKAGES);

/** Installs what is missing of these Debian packages where that is possible, else throws a TaskFailed that names it. */
export async function ensurePackages(wanted: readonly string[]): Promise<void> {
  if (!existsSync('/usr/bin/dpkg-query')) return;
  const missing = missingPackages(wanted, await listInstalled(wanted));
  if (missing.length === 0) return;
  const names = missing.join(' ');
  if (!canInstall())
    throw new TaskFailed(
      `缺少测试需要的软件包:${names}。请以 root 安装。`,
      `Packages the tests need are missing: ${names}. Install them as root.`,
    );
  say(`正在安装 ${names}`, `installing ${names}`);
  const options = { stdio: ['ignore', 2, 2] as ['ignore', number, number], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], options);
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
  if (code !== 0) throw new TaskFailed(`软件包没有装上:${names}。`, `Packages were not installed: ${names}.`);
}
