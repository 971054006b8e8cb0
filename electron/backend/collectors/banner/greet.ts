import type { CheckOf } from '../../../../shared/domain/check/index.ts';
import { type Conversation, ConversationFault, protocolFault } from '../net/conversation.ts';
import { decodeMessage, messageLength, NotLdap, ROOT_DSE_REQUEST, UNBIND_REQUEST } from './ldap.ts';
import { greetImap, greetSmtp } from './mail.ts';

type Service = CheckOf<'banner'>['service'];

/** Lines a server may say before its identification (RFC 4253 4.2). */
const MOST_BEFORE_SSH = 20;

async function greetSsh(talk: Conversation): Promise<readonly string[]> {
  for (let count = 0; count < MOST_BEFORE_SSH; count += 1) {
    const line = await talk.line();
    if (!line.startsWith('SSH-')) continue;
    talk.say('SSH-2.0-Shouwang\r\n');
    if (/^SSH-(?:2\.0|1\.99)-/.test(line)) return [line];
    throw new ConversationFault({ ...protocolFault('banner.sshOld', { got: line }), kind: 'mismatch' });
  }
  throw new ConversationFault(protocolFault('banner.notSsh'));
}

function asLdap<Answer>(read: () => Answer): Answer {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotLdap) throw new ConversationFault(protocolFault('banner.notLdap'));
    throw error;
  }
}

const MOST_ENTRIES = 10;

async function greetLdap(talk: Conversation): Promise<readonly string[]> {
  talk.say(ROOT_DSE_REQUEST);
  const lines: string[] = [];
  for (let count = 0; count < MOST_ENTRIES; count += 1) {
    const message = await talk.piece((bytes) => asLdap(() => messageLength(bytes)));
    const told = asLdap(() => decodeMessage(message));
    if ('lines' in told) {
      lines.push(...told.lines);
      continue;
    }
    talk.say(UNBIND_REQUEST);
    if (told.resultCode === 0) return lines;
    throw new ConversationFault(protocolFault('banner.ldapRefuses', { resultCode: told.resultCode }));
  }
  throw new ConversationFault(protocolFault('banner.notLdap'));
}

/** How each service is greeted, up to a goodbye where it has one: the lines it said. Throws `ConversationFault`. */
export const GREETINGS: Readonly<Record<Service, (talk: Conversation) => Promise<readonly string[]>>> = {
  smtp: async (talk) => {
    const lines = await greetSmtp(talk);
    talk.say('QUIT\r\n');
    return lines;
  },
  imap: async (talk) => {
    const lines = await greetImap(talk);
    talk.say('s2 LOGOUT\r\n');
    return lines;
  },
  ssh: greetSsh,
  ldap: greetLdap,
};
