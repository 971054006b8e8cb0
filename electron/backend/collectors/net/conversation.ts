import type { Duplex } from 'node:stream';
import { detailOf } from '../../../../shared/domain/observation/detail.ts';
import type { Fault } from '../../../../shared/domain/observation/observation.ts';
import { faultOf } from './fault.ts';

/** Most bytes a server may say before it is understood. */
const MOST_BYTES = 65_536;

/** The server did not keep to the conversation, hung up or said nothing. */
export class ConversationFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.detail);
    this.fault = fault;
  }
}

export const protocolFault = (code: string, values: Record<string, string | number> = {}): Fault => ({
  kind: 'protocol',
  retryable: true,
  detail: detailOf(code, values),
});

/** A connection as a conversation: what it says is taken piece by piece, each waited for. Throws `ConversationFault` only. */
export interface Conversation {
  say(bytes: string | Buffer): void;
  /** The next line without its end. Bytes are taken as UTF-8. */
  line(): Promise<string>;
  /** The first piece `cut` finds in what has come: its length in bytes, 0 while it is not whole; `cut` may throw. */
  piece(cut: (bytes: Buffer) => number): Promise<Buffer>;
  /** Lets go of the connection, for whoever goes on with it; throws when more was said than was asked for. */
  release(): void;
}

export function converse(socket: Duplex, signal: AbortSignal, onAbort: Fault): Conversation {
  let got: Buffer = Buffer.alloc(0);
  let broken: Fault | null = signal.aborted ? onAbort : null;
  let wake: (() => void) | null = null;

  const onData = (chunk: Buffer): void => {
    got = Buffer.concat([got, chunk]);
    if (got.length > MOST_BYTES) fail(protocolFault('banner.tooLong', { bytes: MOST_BYTES }));
    wake?.();
  };
  const fail = (fault: Fault): void => {
    broken ??= fault;
    wake?.();
  };
  const onEnd = (): void => fail(protocolFault('banner.cut'));
  const onError = (error: Error): void => fail({ ...faultOf(error), kind: 'protocol' });
  const abort = (): void => fail(onAbort);
  socket.on('data', onData).on('error', onError).on('end', onEnd).on('close', onEnd);
  signal.addEventListener('abort', abort, { once: true });

  async function piece(cut: (bytes: Buffer) => number): Promise<Buffer> {
    for (;;) {
      const length = cut(got);
      if (length > 0) {
        const part = got.subarray(0, length);
        got = got.subarray(length);
        return part;
      }
      if (broken) throw new ConversationFault(broken);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    say: (bytes) => void socket.write(bytes),
    line: async () => (await piece((bytes) => bytes.indexOf('\n') + 1)).toString('utf8').replace(/\r?\n$/, ''),
    piece,
    release: () => {
      signal.removeEventListener('abort', abort);
      socket.off('data', onData).off('end', onEnd).off('close', onEnd);
      if (got.length > 0) throw new ConversationFault(protocolFault('banner.unasked'));
    },
  };
}
