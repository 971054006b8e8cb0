import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import { type Conversation, ConversationFault, protocolFault } from '../net/conversation.ts';

const MOST_LINES = 100;

/** A reply of SMTP with all its lines (RFC 5321 4.2). */
async function smtpReply(talk: Conversation): Promise<{ readonly code: string; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  while (lines.length < MOST_LINES) {
    const line = await talk.line();
    const [, code, mark] = /^(\d{3})([ -]?)/.exec(line) ?? [];
    if (code === undefined) throw new ConversationFault(protocolFault('banner.notSmtp', { got: line }));
    lines.push(line);
    if (mark !== '-') return { code, lines };
  }
  throw new ConversationFault(protocolFault('banner.notSmtp', { got: detailOf('lines', { count: MOST_LINES }) }));
}

async function smtpExpecting(talk: Conversation, code: string): Promise<readonly string[]> {
  const reply = await smtpReply(talk);
  if (reply.code !== code) throw new ConversationFault(protocolFault('banner.smtpRefuses', { got: reply.lines.at(-1) ?? '' }));
  return reply.lines;
}

/** Greeting and EHLO of a mail server: everything it said. */
export async function greetSmtp(talk: Conversation): Promise<readonly string[]> {
  const greeting = await smtpExpecting(talk, '220');
  talk.say('EHLO shouwang.invalid\r\n');
  return [...greeting, ...(await smtpExpecting(talk, '250'))];
}

/** Up to the point where TLS begins (RFC 3207). */
export async function startTlsOfSmtp(talk: Conversation): Promise<void> {
  const lines = await greetSmtp(talk);
  if (!lines.some((line) => /^250[ -]STARTTLS\b/i.test(line))) throw new ConversationFault(protocolFault('tls.noStartTls'));
  talk.say('STARTTLS\r\n');
  await smtpExpecting(talk, '220');
}

async function imapGreeting(talk: Conversation): Promise<string> {
  const line = await talk.line();
  if (/^\* (?:OK|PREAUTH)\b/i.test(line)) return line;
  throw new ConversationFault(protocolFault(/^\* BYE\b/i.test(line) ? 'banner.imapRefuses' : 'banner.notImap', { got: line }));
}

/** What comes up to the end of a command (RFC 9051 7.1), which must be OK. */
async function imapAnswer(talk: Conversation, tag: string): Promise<readonly string[]> {
  const lines: string[] = [];
  while (lines.length < MOST_LINES) {
    const line = await talk.line();
    lines.push(line);
    if (!line.startsWith(`${tag} `)) continue;
    if (/^\S+ OK\b/i.test(line)) return lines;
    throw new ConversationFault(protocolFault('banner.imapRefuses', { got: line }));
  }
  throw new ConversationFault(protocolFault('banner.notImap', { got: lines.at(-1) ?? '' }));
}

/** Greeting and capabilities of a mailbox server: everything it said. */
export async function greetImap(talk: Conversation): Promise<readonly string[]> {
  const greeting = await imapGreeting(talk);
  talk.say('s1 CAPABILITY\r\n');
  return [greeting, ...(await imapAnswer(talk, 's1'))];
}

/** Up to the point where TLS begins (RFC 9051 6.2.1). */
export async function startTlsOfImap(talk: Conversation): Promise<void> {
  await imapGreeting(talk);
  talk.say('s1 STARTTLS\r\n');
  await imapAnswer(talk, 's1');
}
