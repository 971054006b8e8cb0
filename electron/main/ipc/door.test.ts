import { describe, expect, test } from 'vitest';
import { DESKTOP_CALLS, type DesktopAnswer, type DesktopCall } from '../../../shared/contracts/desktop.ts';
import { type CallEvent, type CallHandlers, CallRefused, openDoor } from './door.ts';

const CHANNELS = Object.keys(DESKTOP_CALLS) as DesktopCall[];
const ORIGIN = 'http://127.0.0.1:7460';
const COUNTS = { critical: 1, major: 0, minor: 0, warning: 0, unacknowledged: 1 };
const VALID: Readonly<Record<DesktopCall, readonly unknown[]>> = {
  'shell.info': [],
  'shell.setCounts': [COUNTS],
  'shell.notify': [{ id: '1', title: 't', body: 'b' }],
  'shell.retry': [],
  'shell.quit': [],
  'shell.showDataFolder': [],
  'shell.saveText': [{ name: 'n', text: 't' }],
  'shell.openSession': [{ kind: 'ssh', address: '10.0.0.1', port: 22 }],
  'shell.reload': [],
  'window.minimise': [],
  'window.toggleFullScreen': [],
  'window.hide': [],
  'window.setSkin': ['desk'],
  'station.state': [],
};

const mainFrame: CallEvent = { sender: { id: 1 }, senderFrame: { origin: ORIGIN, parent: null } };

function door(answer: () => unknown = () => 'done') {
  let now = 0;
  const served: string[] = [];
  const refused: string[] = [];
  const listeners = new Map<string, (event: CallEvent, ...args: unknown[]) => Promise<DesktopAnswer>>();
  const serve = (channel: string) => () => {
    served.push(channel);
    return answer();
  };
  openDoor({
    handle: (channel, listener) => void listeners.set(channel, listener),
    handlers: Object.fromEntries(CHANNELS.map((channel) => [channel, serve(channel)])) as unknown as CallHandlers,
    isTrusted: (senderId, origin) => senderId === 1 && origin === ORIGIN,
    monotonic: () => now,
    onRefused: (channel, code) => void refused.push(`${channel} ${code}`),
  });
  return {
    channels: [...listeners.keys()],
    served,
    refused,
    pass: (ms: number) => {
      now += ms;
    },
    call: (channel: string, event: CallEvent, ...args: unknown[]) => {
      const listener = listeners.get(channel);
      if (!listener) throw new Error(`no channel ${channel}`);
      return listener(event, ...args);
    },
  };
}

test('every channel of the contract is registered and no other', () => {
  expect(door().channels.sort()).toEqual([...CHANNELS].sort());
});

describe.each(CHANNELS)('%s', (channel) => {
  test('serves a right call', async () => {
    const d = door();
    expect(await d.call(channel, mainFrame, ...VALID[channel])).toEqual({ ok: true, value: 'done' });
    expect(d.served).toEqual([channel]);
  });

  test.each<[string, CallEvent]>([
    ['another origin', { sender: { id: 1 }, senderFrame: { origin: 'https://evil.example', parent: null } }],
    ['an opaque origin', { sender: { id: 1 }, senderFrame: { origin: 'null', parent: null } }],
    ['about:blank', { sender: { id: 1 }, senderFrame: { origin: '', parent: null } }],
    ['a frame inside the page', { sender: { id: 1 }, senderFrame: { origin: ORIGIN, parent: {} } }],
    ['a window that is not ours', { sender: { id: 2 }, senderFrame: { origin: ORIGIN, parent: null } }],
    ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }],
  ])('refuses %s', async (_what, event) => {
    const d = door();
    expect(await d.call(channel, event, ...VALID[channel])).toEqual({ ok: false, code: 'desktop.wrongSender' });
    expect(d.served).toEqual([]);
    expect(d.refused).toEqual([`${channel} desktop.wrongSender`]);
  });

  test('refuses what is too large before it looks at it', async () => {
    const d = door();
    const limit = channel === 'shell.saveText' ? 20_001_000 : 4096;
    expect(await d.call(channel, mainFrame, 'x'.repeat(limit + 1))).toEqual({ ok: false, code: 'desktop.tooLarge' });
    expect(d.served).toEqual([]);
  });

  const first = VALID[channel][0];
  const objects = typeof first === 'object' ? (first as object) : undefined;
  test.each<[string, readonly unknown[]]>([
    ['an argument too many', [...VALID[channel], 1]],
    ['a foreign object', [{ constructor: { prototype: { polluted: true } } }]],
    ['an own __proto__', [JSON.parse('{"__proto__":{"polluted":true}}')]],
    ['null', [null]],
    ['a number', [Number.NaN]],
    ['an array', [[]]],
    ...(objects ? [['an extra field', [{ ...objects, extra: 1 }]] as [string, unknown[]]] : []),
    ...(objects
      ? [
          [
            'an own __proto__ beside right fields',
            [JSON.parse(JSON.stringify(objects).replace('{', '{"__proto__":{"polluted":true},'))],
          ] as [string, unknown[]],
        ]
      : []),
    ...(VALID[channel].length > 0 ? [['no argument', []] as [string, unknown[]]] : []),
  ])('refuses %s', async (_what, args) => {
    const d = door();
    expect(await d.call(channel, mainFrame, ...args)).toEqual({ ok: false, code: 'desktop.invalid' });
    expect(d.served).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('serves no more than its rate, and again later', async () => {
    const d = door();
    const answers: DesktopAnswer[] = [];
    for (let call = 0; call < 50; call += 1) answers.push(await d.call(channel, mainFrame, ...VALID[channel]));
    expect(d.served.length).toBeGreaterThan(0);
    expect(d.served.length).toBeLessThanOrEqual(20);
    expect(answers.at(-1)).toEqual({ ok: false, code: 'desktop.tooMany' });
    d.pass(60_000);
    expect(await d.call(channel, mainFrame, ...VALID[channel])).toMatchObject({ ok: true });
  });
});

describe('a handler that does not serve', () => {
  test('its refusal is answered as a code, any other error as a failure without its text', async () => {
    const refusing = door(() => {
      throw new CallRefused('desktop.notOnWall');
    });
    expect(await refusing.call('shell.quit', mainFrame)).toEqual({ ok: false, code: 'desktop.notOnWall' });
    const broken = door(() => Promise.reject(new Error('/home/secret')));
    expect(await broken.call('shell.quit', mainFrame)).toEqual({ ok: false, code: 'desktop.failed' });
  });
});

test.each([
  ['an option', { kind: 'ssh', address: '-oProxyCommand=x', port: 22 }],
  ['a user', { kind: 'ssh', address: 'root@10.0.0.1', port: 22 }],
  ['another scheme', { kind: 'file', address: '10.0.0.1', port: 22 }],
  ['no port', { kind: 'ssh', address: '10.0.0.1', port: 0 }],
])('a session with %s in the place of an address is refused', async (_what, session) => {
  const d = door();
  expect(await d.call('shell.openSession', mainFrame, session)).toEqual({ ok: false, code: 'desktop.invalid' });
  expect(d.served).toEqual([]);
});
