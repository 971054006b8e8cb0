import { fileURLToPath } from 'node:url';
import { ConfigInvalid, loadConfig } from './config/load.ts';
import { SetupFileWrong } from './features/session/index.ts';
import { systemClock } from './lib/clock.ts';
import { isFullDisk } from './lib/fullDisk.ts';
import { createLog, toLogFormat } from './lib/log.ts';
import { EXIT_FATAL, type SupervisorMessage, sayAlive, tellSupervisor } from './lib/supervision.ts';
import { type Station, startStation } from './station/compose.ts';

const HEALTH_MS = 2000;
const STOP_MS = 4500;
const page = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/renderer' : '../renderer', import.meta.url));

/** What stops a start until somebody acts; it is tried again by itself. */
function hintOf(error: unknown, data: string): string | null {
  if (!isFullDisk(error)) return null;
  return `数据目录 ${data} 所在的磁盘已满:请腾出空间,守望会自己再启动。\nThe disk of the data folder ${data} is full: make room, and Shouwang starts again by itself.`;
}

/** Why a start cannot succeed by trying again, in both languages; null where trying again may help. */
function fatalOf(error: unknown, address: string, data: string): { readonly zh: string; readonly en: string } | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigInvalid || error instanceof SetupFileWrong) return { zh: error.zh, en: error.en };
  if (code === 'EADDRINUSE')
    return {
      zh: `端口 ${address} 已被占用:请关闭占用它的程序,或用 NOC_PORT 指定别的端口。`,
      en: `Port ${address} is in use: stop the program that holds it, or set NOC_PORT.`,
    };
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return {
      zh: `不能监听 ${address}(${code}):请检查 NOC_HOST 与 NOC_PORT。`,
      en: `Cannot listen on ${address} (${code}): check NOC_HOST and NOC_PORT.`,
    };
  if (code.endsWith('fromTheFuture'))
    return {
      zh: `数据目录 ${data} 由更新的版本写成(${message}):请安装新版本,或恢复备份。`,
      en: `The data folder ${data} was written by a newer version (${message}): install it, or restore a backup.`,
    };
  if (code.endsWith('foreignHistory'))
    return { zh: `数据目录 ${data} 不属于守望(${message})。`, en: `The data folder ${data} does not belong to Shouwang (${message}).` };
  if (code.endsWith('notDurable'))
    return {
      zh: `数据目录 ${data} 所在的磁盘不能保证写盘(${message})。`,
      en: `The disk of ${data} does not promise durable writes (${message}).`,
    };
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB')
    return {
      zh: `数据库损坏(${message}):请保留 ${data} 并恢复备份。`,
      en: `The database is damaged (${message}): keep ${data} and restore a backup.`,
    };
  return null;
}

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('backend', config.logLevel);
  sayAlive();
  let station: Station | undefined;
  let starting: Promise<Station> | undefined;
  let stopping = false;

  async function stop(code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    const hard = setTimeout(() => process.exit(code), STOP_MS);
    // A station that is still starting may listen already: it is stopped when it stands. One that failed to start has cleaned up.
    const started = station ?? (await starting?.catch(() => undefined));
    await started?.stop().catch((error: unknown) => log.error({ error: toLogFormat(error) }, 'stop'));
    clearTimeout(hard);
    process.exit(code);
  }
  process.on('message', (message: SupervisorMessage) => {
    if (message.type === 'stop') void stop(0);
    else station?.told(message);
  });
  process.on('disconnect', () => void stop(0));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => (process.connected ? undefined : void stop(0)));
  process.on('uncaughtException', (error) => {
    log.fatal({ error: toLogFormat(error) }, 'backend failed');
    process.exit(1);
  });

  try {
    starting = startStation({
      config,
      clock: systemClock,
      log,
      page,
      print: (line) => process.stderr.write(`${line}\n`),
      onLost: (error) => {
        log.fatal({ error: toLogFormat(error) }, 'a database thread is gone');
        process.exit(1);
      },
    });
    station = await starting;
  } catch (error) {
    if (stopping) return;
    const fatal = fatalOf(error, `${config.host}:${config.port}`, config.data);
    log.error({ error: toLogFormat(error) }, 'start failed');
    const hint = hintOf(error, config.data);
    if (hint) process.stderr.write(`${hint}\n`);
    if (!fatal) process.exit(1);
    tellSupervisor({ type: 'fatal', ...fatal });
    if (!process.connected) process.stderr.write(`${fatal.zh}\n${fatal.en}\n`);
    setTimeout(() => process.exit(process.connected ? EXIT_FATAL : 1), 50);
    return;
  }
  tellSupervisor({ type: 'ready', port: station.port });
  let before = process.cpuUsage();
  let beforeMono = systemClock.monotonic();
  setInterval(() => {
    const used = process.cpuUsage(before);
    const now = systemClock.monotonic();
    tellSupervisor({ type: 'health', cpu: (used.user + used.system) / 10 / (now - beforeMono), memory: process.memoryUsage().rss });
    before = process.cpuUsage();
    beforeMono = now;
  }, HEALTH_MS).unref();
}

await main();
