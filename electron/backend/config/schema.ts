import { z } from 'zod';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** True when only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** A port that devices send to; `off` closes it. Left out, the usual one. */
const DoorPort = z.union([z.literal('off').transform(() => null), z.coerce.number().int().min(0).max(65_535)]).optional();

/** Configuration of one start. Operators' settings are a feature with routes and audit, not this. */
export const Config = z
  .object({
    mode: z.enum(['station', 'server']).default('station'),
    host: z.string().min(1).default('127.0.0.1'),
    port: z.coerce.number().int().min(0).max(65_535).default(7460),
    data: z.string().min(1),
    setupFile: z.string().optional(),
    tlsCertificate: z.string().optional(),
    tlsKey: z.string().optional(),
    /** More names under which browsers reach the station, comma separated. */
    names: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    /** Megabytes held back for the day the disk is full. */
    ballastMb: z.coerce.number().int().min(1).max(4096).default(64),
    /** Megabytes of memory for what comes and for what is asked often: half for measured values until they stand in files, a quarter each for the index of log lines and for pages of the database. */
    memoryMb: z.coerce.number().int().min(8).max(65_536).optional(),
    /** A laboratory: simulated devices, people who sign in by printed links, a data folder of its own. */
    lab: z.stringbool().default(false),
    /** UDP port of the simulated devices, of the first start; the laboratory keeps it. */
    labPort: z.coerce.number().int().min(1024).max(65_000).default(16_161),
    /** Address on which devices' syslog and notifications are taken; of this machine alone unless somebody says otherwise. */
    receiveHost: z.string().min(1).default('127.0.0.1'),
    syslogUdpPort: DoorPort,
    syslogTcpPort: DoorPort,
    syslogTlsPort: DoorPort,
    trapPort: DoorPort,
    /** Also check every answer against its schema (tests). */
    checkResponses: z.stringbool().default(false),
  })
  .superRefine((config, context) => {
    const hasTls = Boolean(config.tlsCertificate && config.tlsKey);
    if (!hasTls && (config.tlsCertificate || config.tlsKey))
      context.addIssue({
        code: 'custom',
        path: [config.tlsKey ? 'tlsCertificate' : 'tlsKey'],
        message: 'certificate and key are needed together',
      });
    if (!isLoopback(config.host) && !hasTls)
      context.addIssue({
        code: 'custom',
        path: ['host'],
        message: 'an address other machines can reach needs NOC_TLS_CERTIFICATE and NOC_TLS_KEY',
      });
  });
export type Config = Readonly<z.output<typeof Config>>;
