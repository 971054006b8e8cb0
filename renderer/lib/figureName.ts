import { wireText } from '../i18n/index.ts';

/** A figure the station tells of itself, with its part behind it: `queueOldest/poller>pipeline`; null for what is none. */
export function figureName(subject: string): string | null {
  const [code = '', part] = subject.split('/', 2);
  const name = wireText('health', `figure.${code}`);
  return name === null || part === undefined ? name : `${name} ${part}`;
}
