import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Config } from './schema.ts';

/** The configuration does not stand; `zh` and `en` say why in one line each. */
export class ConfigInvalid extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
    this.en = en;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the data live when NOC_DATA does not say: XDG data folder, %ProgramData%, ~/Library. */
export function defaultDataFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (platform === 'win32') return join(environment.ProgramData ?? 'C:\\ProgramData', 'Shouwang');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Shouwang');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'shouwang');
}

/** True where NOC_LAB asks for a laboratory; false also for a value that `loadConfig` refuses. */
export function asksForLab(environment: Environment): boolean {
  const lab = Config.shape.lab.safeParse(environment.NOC_LAB);
  return lab.success && lab.data;
}

/** Reads NOC_* from the environment, parsed once and frozen. Throws ConfigInvalid naming the variable. */
export function loadConfig(environment: Environment = process.env, platform: NodeJS.Platform = process.platform): Config {
  const parsed = Config.safeParse({
    mode: environment.NOC_MODE,
    host: environment.NOC_HOST,
    port: environment.NOC_PORT,
    data: resolve(environment.NOC_DATA ?? defaultDataFolder(environment, platform)),
    setupFile: environment.NOC_SETUP_FILE,
    tlsCertificate: environment.NOC_TLS_CERTIFICATE,
    tlsKey: environment.NOC_TLS_KEY,
    names: environment.NOC_NAMES,
    logLevel: environment.NOC_LOG_LEVEL,
    ballastMb: environment.NOC_BALLAST_MB,
    memoryMb: environment.NOC_MEMORY_MB,
    lab: environment.NOC_LAB,
    labPort: environment.NOC_LAB_PORT,
    receiveHost: environment.NOC_RECEIVE_HOST,
    syslogUdpPort: environment.NOC_SYSLOG_UDP_PORT,
    syslogTcpPort: environment.NOC_SYSLOG_TCP_PORT,
    syslogTlsPort: environment.NOC_SYSLOG_TLS_PORT,
    trapPort: environment.NOC_TRAP_PORT,
    checkResponses: environment.NOC_CHECK_RESPONSES,
  });
  if (parsed.success) return Object.freeze(parsed.data);
  const first = parsed.error.issues[0];
  const name = `NOC_${String(first?.path[0] ?? '')
    .replace(/[A-Z]/g, '_$&')
    .toUpperCase()}`;
  throw new ConfigInvalid(`配置 ${name} 不可用:${first?.message ?? ''}`, `Configuration ${name} is not usable: ${first?.message ?? ''}`);
}
