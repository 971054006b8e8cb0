import type { MessagePort, TransferListItem, Worker } from 'node:worker_threads';

/** An error with a code that both sides of a thread know. */
export interface CodedError extends Error {
  readonly code: string;
}

/** How a store names its troubles. */
export interface Faults {
  /** Any error as one of the store's. */
  of(error: unknown): CodedError;
  make(code: string, message: string): CodedError;
  /** The thread died, or does not run now. */
  readonly failed: string;
  /** The owner has stopped the store. */
  readonly stopped: string;
}

/** What a thread reports unasked, for the log: fields, not sentences. */
export interface ThreadEvent {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, string | number | null>>;
}

/** Both ends of the wire to a thread: calls by name with one argument, one answer each, in any order; events unasked. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where calls of every interface pass; both ends are typed by it.
type Call = (argument: any) => unknown;
export type Calls<T> = { readonly [K in keyof T]: Call };
export type Argument<T extends Calls<T>, K extends keyof T> = Parameters<T[K]>[0];
export type Result<T extends Calls<T>, K extends keyof T> = Awaited<ReturnType<T[K]>>;

interface Request {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

export type FromThread =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  | { readonly type: 'event'; readonly event: ThreadEvent }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'fault'; readonly id: number; readonly code: string; readonly message: string };

function post(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}

/** Thread side: answers calls from the moment `open` succeeds; tells why when it does not, and ends. */
export async function serveThread<T extends Calls<T>, E extends ThreadEvent = ThreadEvent>(
  port: MessagePort,
  faults: Faults,
  open: (report: (event: E) => void) => T | Promise<T>,
): Promise<void> {
  let calls: T;
  try {
    calls = await open((event) => post(port, { type: 'event', event }));
  } catch (error) {
    const { code, message } = faults.of(error);
    post(port, { type: 'refused', code, message });
    port.close();
    return;
  }
  async function answer({ id, name, argument }: Request): Promise<void> {
    try {
      post(port, { type: 'answer', id, result: await calls[name as keyof T](argument) });
    } catch (error) {
      const { code, message } = faults.of(error);
      post(port, { type: 'fault', id, code, message });
    }
    if (name === 'stop') port.close();
  }
  port.on('message', (request: Request) => void answer(request));
  post(port, { type: 'opened' });
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: CodedError): void;
}

/** Owner's side of one running thread. */
export interface Connection<T extends Calls<T>> {
  /** Resolves when the thread has opened its files; rejects with the store's error when it could not. */
  readonly opened: Promise<void>;
  call<K extends keyof T & string>(name: K, argument: Argument<T, K>, transfer?: readonly TransferListItem[]): Promise<Result<T, K>>;
}

/** Wires a thread just started. `onEnd` is called once, when it is gone for whatever reason; pending calls have been rejected then. */
export function connect<T extends Calls<T>, E extends ThreadEvent>(
  worker: Worker,
  faults: Faults,
  onEvent: (event: E) => void,
  onEnd: (error: CodedError) => void,
): Connection<T> {
  const pending = new Map<number, Pending>();
  let next = 1;
  let failure: CodedError | undefined;
  let ended: CodedError | undefined;
  let open: Pending | undefined;
  const opened = new Promise<void>((resolve, reject) => {
    open = { resolve: () => resolve(), reject };
  });

  function settle(id: number, finish: (call: Pending) => void): void {
    const call = pending.get(id);
    pending.delete(id);
    if (call) finish(call);
  }

  worker.on('message', (message: FromThread) => {
    if (message.type === 'opened') open?.resolve(undefined);
    else if (message.type === 'refused') failure = faults.make(message.code, message.message);
    else if (message.type === 'event') onEvent(message.event as E);
    else if (message.type === 'answer') settle(message.id, (call) => call.resolve(message.result));
    else settle(message.id, (call) => call.reject(faults.make(message.code, message.message)));
  });
  worker.on('error', (error) => {
    failure ??= faults.of(error);
  });
  worker.on('exit', (code) => {
    const error = failure ?? faults.make(faults.failed, `thread ended with ${code}`);
    ended = error;
    open?.reject(error);
    for (const call of pending.values()) call.reject(error);
    pending.clear();
    onEnd(error);
  });

  return {
    opened,
    call: (name, argument, transfer = []) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        const id = next++;
        pending.set(id, { resolve: (result) => resolve(result as Result<T, typeof name>), reject });
        worker.postMessage({ id, name, argument } satisfies Request, transfer);
      }),
  };
}
