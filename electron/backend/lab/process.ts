import { ConfigInvalid, loadConfig } from '../config/load.ts';
import { systemClock } from '../lib/clock.ts';
import { createLog, toLogFormat } from '../lib/log.ts';
import { EXIT_FATAL, type SupervisorMessage, sayAlive, tellSupervisor } from '../lib/supervision.ts';
import { type Agents, startAgents } from './agents.ts';
import { openLab } from './folder.ts';
import { provinceOf } from './province.ts';

const HEALTH_MS = 2000;

/** Why agents cannot start by trying again; null where they might. */
function fatalOf(error: unknown, port: number): { readonly zh: string; readonly en: string } | null {
  if (error instanceof ConfigInvalid) return { zh: error.zh, en: error.en };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return null;
  return {
    zh: `实验环境的模拟设备不能监听 UDP 端口 ${port}(${code}):请关闭占用它的程序,或换一个数据目录并用 NOC_LAB_PORT 指定别的端口。`,
    en: `The simulated devices cannot listen on UDP port ${port} (${code}): stop the program that holds it, or use another data folder and set NOC_LAB_PORT.`,
  };
}

/** The process of the simulated devices: theirs alone, so that they are as far from the station as real ones. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog('lab', config.logLevel);
  sayAlive();
  let agents: Agents | undefined;
  let isStopping = false;
  let port = config.labPort;

  async function stop(code: number): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    await agents?.stop();
    process.exit(code);
  }
  process.on('message', (message: SupervisorMessage) => {
    if (message.type === 'stop') void stop(0);
    if (message.type === 'doors') agents?.sendTo(message);
  });
  process.on('disconnect', () => void stop(0));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => (process.connected ? undefined : void stop(0)));
  process.on('uncaughtException', (error) => {
    log.fatal({ error: toLogFormat(error) }, 'simulated devices failed');
    process.exit(1);
  });

  try {
    const identity = openLab({ ...config, lab: true }, systemClock.now());
    if (!identity) throw new Error('no laboratory');
    port = identity.port;
    agents = await startAgents({ identity, province: provinceOf(identity), clock: systemClock, log });
  } catch (error) {
    log.error({ error: toLogFormat(error) }, 'start failed');
    const fatal = fatalOf(error, port);
    if (fatal) tellSupervisor({ type: 'fatal', ...fatal });
    setTimeout(() => process.exit(fatal && process.connected ? EXIT_FATAL : 1), 50);
    return;
  }
  tellSupervisor({ type: 'ready' });
  log.info({ port }, 'simulated devices answer');
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
