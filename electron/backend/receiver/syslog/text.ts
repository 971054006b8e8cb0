import type { RecordMark } from '../../../../shared/domain/log/record.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });
const lossy = new TextDecoder('utf-8');

/** What cannot be seen and may mislead who reads: control characters, and those that turn the direction of writing (CVE-2021-42574). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;
const symbolOf = (character: string): string => {
  const code = character.charCodeAt(0);
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : `\\u${code.toString(16).padStart(4, '0')}`;
};

export interface DecodedText {
  readonly text: string;
  readonly marks: readonly RecordMark[];
}

/** The text of a message: UTF-8, else GB18030 as Chinese devices send, else UTF-8 with its faults marked. Characters that cannot be seen are shown by their symbols. */
export function textOf(bytes: Uint8Array): DecodedText {
  const { text, marks } = decode(bytes);
  return { text: text.replaceAll(UNSEEN, symbolOf), marks };
}

function decode(bytes: Uint8Array): DecodedText {
  try {
    return { text: utf8.decode(bytes), marks: [] };
  } catch {
    // Not UTF-8.
  }
  try {
    return { text: gb18030.decode(bytes), marks: ['gb18030'] };
  } catch {
    return { text: lossy.decode(bytes), marks: ['notText'] };
  }
}
