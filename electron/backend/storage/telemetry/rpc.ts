import type { MessagePort, TransferListItem, Worker } from 'node:worker_threads';
import { faultOf } from './faults.ts';
import type { ThreadEvent } from './protocol.ts';
import { TelemetryError, type TelemetryErrorCode } from './store.ts';

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
  | { readonly type: 'refused'; readonly code: TelemetryErrorCode; readonly message: string }
  | { readonly type: 'event'; readonly event: ThreadEvent }
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'fault'; readonly id: number; readonly code: TelemetryErrorCode; readonly message: string };

function post(port: MessagePort, message: FromThread): void {
  port.postMessage(message);
}

/** Thread side: answers calls from the moment `open` succeeds; tells why when it does not, and ends. */
export async function serveThread<T extends Calls<T>>(
  port: MessagePort,
  open: (report: (event: ThreadEvent) => void) => T | Promise<T>,
): Promise<void> {
  let calls: T;
  try {
    calls = await open((event) => post(port, { type: 'event', event }));
  } catch (error) {
    const { code, message } = faultOf(error);
    post(port, { type: 'refused', code, message });
    port.close();
    return;
  }
  async function answer({ id, name, argument }: Request): Promise<void> {
    try {
      post(port, { type: 'answer', id, result: await calls[name as keyof T](argument) });
    } catch (error) {
      const { code, message } = faultOf(error);
      post(port, { type: 'fault', id, code, message });
    }
    if (name === 'stop') port.close();
  }
  port.on('message', (request: Request) => void answer(request));
  post(port, { type: 'opened' });
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: TelemetryError): void;
}

/** Owner's side of one running thread. */
export interface Connection<T extends Calls<T>> {
  /** Resolves when the thread has opened its files; rejects with a TelemetryError when it could not. */
  readonly opened: Promise<void>;
  call<K extends keyof T & string>(name: K, argument: Argument<T, K>, transfer?: readonly TransferListItem[]): Promise<Result<T, K>>;
}

/** Wires a thread just started. `onEnd` is called once, when it is gone for whatever reason; pending calls have been rejected then. */
export function connect<T extends Calls<T>>(
  worker: Worker,
  onEvent: (event: ThreadEvent) => void,
  onEnd: (error: TelemetryError) => void,
): Connection<T> {
  const pending = new Map<number, Pending>();
  let next = 1;
  let failure: TelemetryError | undefined;
  let ended: TelemetryError | undefined;
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
    else if (message.type === 'refused') failure = new TelemetryError(message.code, message.message);
    else if (message.type === 'event') onEvent(message.event);
    else if (message.type === 'answer') settle(message.id, (call) => call.resolve(message.result));
    else settle(message.id, (call) => call.reject(new TelemetryError(message.code, message.message)));
  });
  worker.on('error', (error) => {
    failure ??= faultOf(error);
  });
  worker.on('exit', (code) => {
    const error = failure ?? new TelemetryError('telemetry.failed', `thread ended with ${code}`);
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
