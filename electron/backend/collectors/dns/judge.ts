import { isIP, SocketAddress } from 'node:net';
import { domainToASCII } from 'node:url';
import type { RecordType } from '../../../../shared/domain/check/dns.ts';
import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import { entriesOf } from '../../../../shared/domain/check/kind.ts';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import type { DnsAnswer, DnsReply } from './message.ts';

type Config = Pick<CheckOf<'dns'>, 'name' | 'recordType' | 'expected'>;

/** The name to ask for: an address to be looked up backwards becomes its name (RFC 1035 3.5, RFC 3596 2.5), Chinese its ASCII form. */
export function askedName({ name, recordType }: Pick<Config, 'name' | 'recordType'>): string {
  const version = isIP(name);
  if (recordType === 'PTR' && version === 4) return `${name.split('.').toReversed().join('.')}.in-addr.arpa`;
  if (recordType === 'PTR' && version === 6) return `${nibbles(name).toReversed().join('.')}.ip6.arpa`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  return /^[\x00-\x7f]*$/.test(name) ? name : domainToASCII(name) || name;
}

function nibbles(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':').flatMap(groupsOfPart));
  const [before, after] = [groupsOf(head), tail === undefined ? [] : groupsOf(tail)];
  const between = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].flatMap((group) => [...group.padStart(4, '0')]);
}

/** One group of an IPv6 address, two for the dotted end of one. */
function groupsOfPart(part: string): readonly string[] {
  if (!part.includes('.')) return [part];
  const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
  return [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
}

const RCODES: Readonly<Record<number, string>> = { 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 4: 'NOTIMP', 5: 'REFUSED' };

/** A value in the one spelling that can be compared. */
function comparable(type: RecordType, text: string): string {
  if (type === 'TXT') return text;
  if (type === 'AAAA' && isIP(text) === 6) return new SocketAddress({ address: text, family: 'ipv6' }).address;
  return text
    .split(/\s+/)
    .map((word) => (word.length > 1 ? word.replace(/\.$/, '') : word).toLowerCase())
    .join(' ');
}

/** True for an answer that is the expected value, or, where it has several parts, for a part of it that is. */
function isExpected(type: RecordType, answer: string, expected: string): boolean {
  const [told, wanted] = [comparable(type, answer), comparable(type, expected)];
  return told === wanted || ((type === 'MX' || type === 'SOA') && told.split(' ').includes(wanted));
}

/** The records of the asked type; of an alias those it leads to. */
export const answersTo = ({ recordType }: Pick<Config, 'recordType'>, { answers }: DnsReply): readonly DnsAnswer[] =>
  answers.filter(({ type }) => type === recordType);

/** Why this reply is not the expected one, or null: the response code first, then whether there are records, then each expected value. */
export function judge(config: Config, reply: DnsReply): Fault | null {
  const { recordType: type, name } = config;
  const mismatch = (code: string, values: Record<string, string>): Fault => ({
    kind: 'mismatch',
    retryable: true,
    detail: detailOf(code, { name, type, ...values }),
  });
  if (reply.rcode === 3) return mismatch('dns.noName', {});
  if (reply.rcode !== 0) {
    const rcode = RCODES[reply.rcode] ?? String(reply.rcode);
    const code = { REFUSED: 'dns.refused', SERVFAIL: 'dns.failed' }[rcode] ?? 'dns.rcode';
    return { kind: 'protocol', retryable: true, detail: detailOf(code, { name, type, rcode }) };
  }
  const answers = answersTo(config, reply);
  if (answers.length === 0) return mismatch('dns.noRecord', {});
  const missing = entriesOf(config.expected).find((expected) => !answers.some(({ text }) => isExpected(type, text, expected)));
  return missing === undefined ? null : mismatch('dns.unexpected', { expected: missing, got: answers.map(({ text }) => text).join(', ') });
}
