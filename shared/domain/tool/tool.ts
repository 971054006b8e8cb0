/** What is run from the poller against a resource's own address. */
export const TOOLS = ['ping', 'trace', 'port', 'snmp'] as const;
export type Tool = (typeof TOOLS)[number];

/** `interrupted`: the station or the poller was away before it ended. */
export const RUN_STATES = ['running', 'done', 'cancelled', 'failed', 'interrupted'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Most of each that one run asks. */
export const MOST = { echoes: 100, hops: 30, ports: 16, rows: 500 } as const;

/** Between two echo requests of a ping, ms. */
export const ECHO_EVERY_MS = 500;

/** How long one person may go on: so many runs at once, and so many more each second. */
export const RUN_ALLOWANCE = { burst: 20, perSecond: 0.1 } as const;

/** Runs of everybody that go on at a time. */
export const MOST_RUNNING = 8;

/** What one run asks. */
export type Job =
  | { readonly tool: 'ping'; readonly count: number }
  | { readonly tool: 'trace'; readonly maxHops: number }
  | { readonly tool: 'port'; readonly ports: readonly number[] }
  | {
      readonly tool: 'snmp';
      readonly how: 'get' | 'walk';
      /** Dotted numbers without a leading dot. */
      readonly oid: string;
      /** Rows of the subtree that come after this one; null from its beginning. */
      readonly after: string | null;
      readonly most: number;
    };

const GRACE_MS = 15_000;
const TRACE_MS = 60_000;
const PORT_MS = 20_000;
const SNMP_MS = 90_000;

/** After how many milliseconds a run that was not heard of any more is over: nobody works on it. */
export function patienceOf(job: Job): number {
  switch (job.tool) {
    case 'ping':
      return job.count * ECHO_EVERY_MS + GRACE_MS;
    case 'trace':
      return TRACE_MS + GRACE_MS;
    case 'port':
      return PORT_MS + GRACE_MS;
    case 'snmp':
      return SNMP_MS + GRACE_MS;
    default:
      return job satisfies never;
  }
}

const OID = /^\.?(?:0|1|2)(?:\.(?:0|[1-9]\d{0,9})){1,127}$/;

/** An OID as dotted numbers without a leading dot, or null for any other text (RFC 2578 3.5: at most 128 numbers, each below 2^32). */
export function oidOf(text: string): string | null {
  const plain = text.trim();
  if (!OID.test(plain)) return null;
  const oid = plain.replace(/^\./, '');
  return oid.split('.').every((one) => Number(one) < 2 ** 32) ? oid : null;
}
