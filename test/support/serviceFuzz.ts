import { decodeMessage, messageLength, NotLdap } from '../../electron/backend/collectors/banner/ldap.ts';
import { judge as judgeDns } from '../../electron/backend/collectors/dns/judge.ts';
import { decodeReply, encodeQuestion } from '../../electron/backend/collectors/dns/message.ts';
import { judge as judgeHttp } from '../../electron/backend/collectors/http/judge.ts';
import { chooseSeries } from '../../electron/backend/collectors/prometheus/chosen.ts';
import { nodeFacts, nodeSeries, nodeSnapshot } from '../../electron/backend/collectors/prometheus/node.ts';
import { CHECK_SCHEMAS } from '../../shared/contracts/checks.ts';
import { parseExposition } from '../../shared/domain/prometheus/text.ts';
import { seeded } from './snmpFuzz.ts';

type Pick = (bound: number) => number;

const EXPOSITION = [
  '# TYPE node_cpu_seconds_total counter',
  'node_cpu_seconds_total{cpu="0",mode="idle"} 15535.45',
  'node_cpu_seconds_total{cpu="0",mode="user"} 1.684798e+04',
  'node_filesystem_size_bytes{device="/dev/vda",fstype="ext4",mountpoint="/"} 2.7e+11',
  'node_network_receive_bytes_total{device="eth0"} 8.7e+09 1700000000000',
  'node_memory_MemTotal_bytes 2.5e+10',
  'node_boot_time_seconds 1.795806027e+09',
  'http_requests_total{code="500",path="/a\\"b\\n"} 3 # {trace_id="x"} 1 1.5',
  'process_start_time_seconds NaN\nweird_gauge -Inf\n',
].join('\n');
const JSON_BODY = JSON.stringify({ status: 'UP', data: { items: [{ state: '正常', n: 1.5e300 }, null, [[[]]]] } });
const LDAP = Buffer.from('301d02010164180400301430120404766e616d310a0408736c6170642d322e', 'hex');
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, index) => index));

/** One of: bytes changed, cut off, lengthened, a piece many times, something else put in. */
function mutate(bytes: Buffer, pick: Pick): Buffer {
  const copy = Buffer.from(bytes);
  const at = pick(copy.length + 1);
  switch (pick(7)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      return Buffer.concat([copy.subarray(0, at), Buffer.alloc(pick(5000), pick(256)), copy.subarray(at)]);
    case 2: {
      const piece = copy.subarray(at, at + 1 + pick(60));
      return Buffer.concat([copy.subarray(0, at), ...Array.from({ length: pick(200) }, () => piece), copy.subarray(at)]);
    }
    case 3:
      return Buffer.concat([copy.subarray(0, at), ALL_BYTES.subarray(pick(256)), copy.subarray(at)]);
    default:
      for (let changes = 1 + pick(6); changes > 0; changes -= 1) copy[pick(copy.length)] = pick(256);
      return copy;
  }
}

/** Answers of servers, as much as one look takes of each. */
const LARGE: readonly ((pick: Pick) => string)[] = [
  () => `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
  (pick) => `a{${'x="'.repeat(pick(5000))}`,
  (pick) => `a{x="${'\\\\'.repeat(pick(8000))}`,
  (pick) => `${EXPOSITION.repeat(300)}${' '.repeat(pick(16_000))}`,
  (pick) => `a ${'1'.repeat(pick(16_000))}e${'9'.repeat(pick(300))}`,
  (pick) => '\n \t\r'.repeat(pick(60_000)),
];

function readExposition(text: string): boolean {
  const parsed = parseExposition(text, () => true);
  if ('malformed' in parsed) return false;
  const selectors = [{ name: 'http_requests_total', labels: [{ name: 'code', value: '500', isEqual: true }] }];
  chooseSeries(parsed.exposition, selectors, { at: 0, begunAt: 0, values: new Map() }, 1000);
  const series = nodeSeries(parsed.exposition.samples);
  nodeSnapshot(series, 1);
  nodeFacts(series);
  return true;
}

const HTTP = CHECK_SCHEMAS.http.parse({
  protocol: 'http',
  url: 'http://a.example/',
  notContains: 'error',
  jsonPath: 'data.items[0].state',
  jsonValue: '正常',
});
const DNS = { name: 'a.example.cn', recordType: 'A', expected: '10.0.0.1' } as const;

function readLdap(bytes: Buffer): boolean {
  try {
    const length = messageLength(bytes);
    if (length > 0) decodeMessage(bytes.subarray(0, length));
    return length > 0;
  } catch (error) {
    if (error instanceof NotLdap) return false;
    throw error;
  }
}

const READERS: Readonly<Record<string, { readonly seed: Buffer; read(bytes: Buffer): boolean }>> = {
  prometheus: { seed: Buffer.from(EXPOSITION), read: (bytes) => readExposition(bytes.toString('utf8')) },
  http: {
    seed: Buffer.from(JSON_BODY),
    read: (bytes) => judgeHttp(HTTP, { status: 200, body: bytes.toString('utf8'), isWhole: true, target: 'http://a.example/' }) === null,
  },
  dns: {
    seed: Buffer.concat([
      Buffer.from('123485800001000200000000', 'hex'),
      (encodeQuestion(1, DNS.name, 'A') ?? Buffer.alloc(0)).subarray(12, -11),
      Buffer.from('c00c000500010000003c000603776562c00ec02a000100010000003c00040a000001', 'hex'),
    ]),
    read: (bytes) => {
      const reply = decodeReply(bytes);
      return reply !== null && judgeDns(DNS, reply) === null;
    },
  },
  ldap: { seed: LDAP, read: readLdap },
};

export interface ServiceFuzzFigures {
  readonly answers: number;
  /** Answers that were believed, by reader: none at all would mean that nothing was tried. */
  readonly taken: Readonly<Record<string, number>>;
  /** Anything thrown: each one is a bug. */
  readonly bugs: readonly string[];
  /** Processor time of the slowest: what a crowded machine takes away counts for nothing. */
  readonly slowestMs: number;
  readonly slowest: string;
}

/** So slow is read a second time: what is slow by itself is slow again, a collection of garbage is not. */
const SUSPECT_MS = 10;

/** The processor time of this thread that a piece of work takes, in ms. */
function timed(work: () => boolean): { readonly result: boolean; readonly ms: number } {
  const before = process.threadCpuUsage();
  const result = work();
  const { user, system } = process.threadCpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** Gives mutated answers of exporters, web, name and directory servers to what reads them. */
export function fuzzServices(count: number, seed: number): ServiceFuzzFigures {
  const pick = seeded(seed);
  const names = Object.keys(READERS);
  const taken: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  const bugs: string[] = [];
  let slowestMs = 0;
  let slowest = '';
  for (let answers = 0; answers < count; answers += 1) {
    const name = names[answers % names.length] ?? '';
    const reader = READERS[name];
    const large = pick(2000) === 0 ? LARGE[pick(LARGE.length)] : undefined;
    const bytes = large ? Buffer.from(large(pick)) : mutate(reader?.seed ?? Buffer.alloc(0), pick);
    const read = (): boolean => {
      try {
        return reader?.read(bytes) ?? false;
      } catch (error) {
        bugs.push(`${name} ${bytes.subarray(0, 200).toString('hex')} ${error instanceof Error ? error.stack : error}`);
        return false;
      }
    };
    const first = timed(read);
    if (first.result) taken[name] = (taken[name] ?? 0) + 1;
    const ms = first.ms < SUSPECT_MS ? first.ms : Math.min(first.ms, timed(read).ms);
    if (ms <= slowestMs) continue;
    slowestMs = ms;
    slowest = `${name}, ${bytes.length} bytes: ${bytes.subarray(0, 40).toString('hex')}`;
  }
  return { answers: count, taken, bugs, slowestMs, slowest };
}
