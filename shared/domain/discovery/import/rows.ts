import { IMPORTANCES, type Importance, RESOURCE_CLASSES, type ResourceClass } from '../../inventory/resource.ts';
import { canonicalAddress, isMistypedAddress } from '../address.ts';
import { CELL_FLAWS, type Table, type TableRow } from './csv.ts';

/** What a list can say of a host. */
export const COLUMNS = ['name', 'address', 'resourceClass', 'importance', 'domain', 'location', 'model', 'serial'] as const;
export type ImportColumn = (typeof COLUMNS)[number];

/** Which column of the table each comes from; null where from none. */
export type Mapping = Readonly<Record<ImportColumn, number | null>>;

export const ROW_FAULTS = [
  'columns',
  'quote',
  ...CELL_FLAWS,
  'noName',
  'noAddress',
  'address',
  'class',
  'importance',
  'tooLong',
  'duplicate',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

/** A host that can be imported. */
export interface ListedHost {
  readonly name: string;
  readonly address: string;
  readonly resourceClass: ResourceClass | null;
  readonly importance: Importance;
  readonly domain: string;
  readonly location: string;
  readonly model: string;
  readonly serial: string;
}

/** One row of a list with what is wrong in it, or the host it says. */
export interface ReadRow {
  readonly line: number;
  /** What stands in the mapped columns. */
  readonly values: Readonly<Record<ImportColumn, string>>;
  readonly faults: readonly { readonly fault: RowFault; readonly detail: string }[];
  readonly host: ListedHost | null;
}

/** Heads by which a column is known, lower case, without spaces and marks; the first column that has one of them. */
const HEADS: Readonly<Record<ImportColumn, readonly string[]>> = {
  name: [
    '名称',
    '设备名称',
    '主机名',
    '主机名称',
    '设备名',
    '资源名称',
    'name',
    'hostname',
    'sysname',
    'devicename',
    'host',
    'visiblename',
  ],
  address: ['地址', 'ip', 'ip地址', '管理地址', '管理ip', 'ipv4', 'address', 'ipaddress', 'mgmtip', 'primaryip', 'hostname'],
  resourceClass: ['类别', '资源类别', '类型', '设备类型', 'class', 'type', 'category'],
  importance: ['等级', '重要等级', '重要程度', '级别', 'importance', 'level', 'priority'],
  domain: ['域', '管理域', '单位', '所属单位', 'domain', 'group', 'hostgroup', 'tenant'],
  location: ['位置', '机房', '安装位置', '机柜', '地点', 'location', 'site', 'rack'],
  model: ['型号', '设备型号', '硬件', 'model', 'hardware', 'devicemodel', 'devicetype'],
  serial: ['序列号', '设备序列号', 'sn', 'serial', 'serialnumber', 'serialno'],
};

const CLASS_WORDS: readonly (readonly [ResourceClass, RegExp])[] = [
  ['RC1', /^(?:rc1|机房|room)$/],
  ['RC2', /^(?:rc2|网络|网络设备|交换机|路由器|switch|router|network|wireless)$/],
  ['RC3', /^(?:rc3|主机|服务器|虚拟机|server|host|vm|linux|windows)$/],
  ['RC4', /^(?:rc4|存储|存储设备|storage)$/],
  ['RC5', /^(?:rc5|支撑软件|数据库|中间件|database|middleware)$/],
  ['RC6', /^(?:rc6|环境|动环|ups|空调|power|environment|pdu)$/],
  ['RC7', /^(?:rc7|信息资源|data)$/],
  ['RC8', /^(?:rc8|应用功能|应用|application|web)$/],
  ['RC9', /^(?:rc9|应用性能|performance)$/],
  ['RC10', /^(?:rc10|安全系统|安全设备|防火墙|firewall|security)$/],
];
const IMPORTANCE_WORDS: Readonly<Record<Importance, RegExp>> = {
  core: /^(?:core|核心|1)$/,
  key: /^(?:key|关键|重要|2)$/,
  general: /^(?:general|一般|普通|3)$/,
};
const LONGEST = 100;
const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|[0-9a-f:]*:[0-9a-f:.]*)$/i;

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_\-()（）:：./]/g, '');

const isAddress = (text: string): boolean => HOST.test(text) && text.length <= 253 && !isMistypedAddress(text);

/** Guesses which column is which by the heads; no column is taken twice, but for a host's name that is its address as well. */
export function guessMapping(header: readonly string[]): Mapping {
  const heads = header.map(plain);
  const taken = new Set<number>();
  const entries = COLUMNS.map((column) => {
    const at = HEADS[column]
      .map((word) => heads.findIndex((head, index) => head === word && !taken.has(index)))
      .find((index) => index >= 0);
    if (at !== undefined) taken.add(at);
    return [column, at ?? null] as const;
  });
  const mapping = Object.fromEntries(entries) as Record<ImportColumn, number | null>;
  return mapping.address === null && mapping.name !== null ? { ...mapping, address: mapping.name } : mapping;
}

/** The class a word means: its number, its Chinese name, or what other systems call it; null for an unknown one. */
export function classOfWord(word: string): ResourceClass | null {
  const text = plain(word);
  return CLASS_WORDS.find(([, words]) => words.test(text))?.[0] ?? RESOURCE_CLASSES.find((name) => name.toLowerCase() === text) ?? null;
}

const importanceOfWord = (word: string): Importance | null => IMPORTANCES.find((name) => IMPORTANCE_WORDS[name].test(plain(word))) ?? null;

function readRow(row: TableRow, width: number, mapping: Mapping): ReadRow {
  const values = Object.fromEntries(COLUMNS.map((column) => [column, (row.cells[mapping[column] ?? -1] ?? '').trim()])) as Record<
    ImportColumn,
    string
  >;
  const faults: { fault: RowFault; detail: string }[] = [];
  const add = (isWrong: boolean, fault: RowFault, detail = ''): void => {
    if (isWrong) faults.push({ fault, detail });
  };
  const resourceClass = values.resourceClass === '' ? null : classOfWord(values.resourceClass);
  const importance = values.importance === '' ? 'general' : importanceOfWord(values.importance);
  const flaws = (row.flaws ?? []).filter(({ column }) => COLUMNS.some((name) => mapping[name] === column));
  const isFlawed = (name: ImportColumn): boolean => flaws.some(({ column }) => column === mapping[name]);
  const long = COLUMNS.find((column) => column !== 'address' && values[column].length > LONGEST);
  add(row.isOpen, 'quote');
  add(!row.isOpen && row.cells.length !== width, 'columns', String(row.cells.length));
  for (const { flaw, cell } of flaws) add(true, flaw, cell);
  add(values.name === '' && !isFlawed('name'), 'noName');
  add(values.address === '' && !isFlawed('address'), 'noAddress');
  add(values.address !== '' && !isAddress(values.address), 'address', values.address.slice(0, 40));
  add(values.resourceClass !== '' && resourceClass === null, 'class', values.resourceClass.slice(0, 40));
  add(importance === null, 'importance', values.importance.slice(0, 40));
  add(long !== undefined, 'tooLong', `${values[long ?? 'name'].slice(0, 20)}…`);
  const host = faults.length > 0 || importance === null ? null : { ...values, resourceClass, importance };
  return { line: row.line, values, faults, host };
}

/** Reads every row; the second of two with one address is faulty, since a list does not say which of them is right. */
export function readRows({ header, rows }: Table, mapping: Mapping): readonly ReadRow[] {
  const lines = new Map<string, number>();
  return rows.map((row) => {
    const read = readRow(row, header.length, mapping);
    if (read.host === null) return read;
    const address = canonicalAddress(read.host.address);
    const earlier = lines.get(address);
    if (earlier === undefined) lines.set(address, read.line);
    return earlier === undefined ? read : { ...read, host: null, faults: [{ fault: 'duplicate', detail: String(earlier) }] };
  });
}
