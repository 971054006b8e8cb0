import type { TFunction } from 'i18next';
import { wireText } from '../../i18n/index.ts';
import { formatDuration } from '../../lib/format.ts';
import { domainName, figureName } from '../../lib/stationParts.ts';
import type { Attention, QueueName, SelfEvent } from './model.ts';

type T = TFunction<['health', 'terms']>;

/** The name of a process; a name this version does not know stays as it is. */
export function processName(name: string): string {
  const text = wireText('health', `process.${name}`);
  return text === null ? name : `${text} ${name}`;
}

/** The name of a queue: what the backend does with what waits in it, or which process it comes from and where it goes. */
export function queueName(t: T, { from, to }: QueueName): string {
  if (from === null) return t(`health:queue.${to}`);
  return t('health:queue.stream', { from: wireText('health', `process.${from}`) ?? from, to: t(`health:queue.${to}`) });
}

/** One thing that waits for a person, in a sentence. */
export function attentionText(t: T, { kind, subject }: Attention): string {
  return t(`health:attention.${kind}`, { subject: typeof subject === 'string' ? subject : queueName(t, subject) });
}

export function storeName(name: string): string {
  return wireText('health', `store.${name}`) ?? name;
}

/** Why nothing is written to a store. */
export function pausedText(code: string): string {
  return wireText('terms', `problem.${code}`) ?? code;
}

/** What is missing, and what to do about it; the bare code where this version does not know it. */
export function problemText(code: string): { readonly what: string; readonly next: string } {
  return { what: wireText('health', `missing.${code}`) ?? code, next: wireText('health', `missing.${code}.next`) ?? '' };
}

/** A line of 自身事件 in words: what happened to which part. */
export function eventText(t: T, { key, values }: SelfEvent): string {
  const [cause, over] = key.split('.');
  const subject = String(values.subject ?? '');
  const name =
    wireText('health', `process.${subject}`) ??
    wireText('terms', `protocol.${subject}`) ??
    wireText('health', `door.${subject}`) ??
    domainName(subject) ??
    figureName(subject) ??
    wireText('health', `subject.${subject}`) ??
    storeName(subject);
  const text = wireText('health', `event.${key}`, {
    ...values,
    subject: name,
    detail: problemText(String(values.detail ?? '')).what,
    duration: typeof values.seconds === 'number' ? formatDuration(Math.abs(values.seconds)) : '',
  });
  if (text !== null) return text;
  const causeName = wireText('terms', `cause.${cause}`) ?? key;
  return t(over === 'over' ? 'health:event.over' : 'health:event.other', { cause: causeName, subject: name });
}
