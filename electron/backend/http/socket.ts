import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { LiveRequest, TOPICS, type Topic } from '../../../shared/contracts/events.ts';
import type { Station } from '../../../shared/contracts/session.ts';
import { can } from '../../../shared/domain/access/can.ts';
import type { Clock } from '../lib/clock.ts';
import type { LiveClient, LiveHub } from './live.ts';
import type { Authentication, MountOptions } from './mount.ts';

const HEARTBEAT_MS = 2000;
/** How long a closing connection may take before it is cut. */
const CLOSE_MS = 1000;
/** More than this waits in a connection's buffer: it is slow and gets a snapshot when it has caught up. */
const BUFFER_LIMIT = 8 * 1024 * 1024;

interface Options {
  readonly hub: LiveHub;
  readonly clock: Clock;
  authenticate: MountOptions['authenticate'];
  /** The session's present judgement; null when it has ended. */
  judge(sessionId: string): Authentication | null;
  /** A person touched something. */
  touch(sessionId: string): void;
  warnings(): Station['warnings'];
}

export interface LiveSocket {
  /** Connections open now. */
  count(): number;
  /** True while the session has one of them. */
  holds(sessionId: string): boolean;
  close(): void;
}

/** The one live socket, /live: same session, same permission check as every route; heartbeat every 2 s. */
export function mountLive(app: FastifyInstance, { hub, clock, authenticate, judge, touch, warnings }: Options): LiveSocket {
  const connections = new Map<WebSocket, { readonly sessionId: string; readonly client: LiveClient }>();
  let sequence = 0;

  function end(socket: WebSocket, code: string): void {
    socket.send(JSON.stringify({ type: 'ended', code }));
    socket.close(4401, code);
  }

  function receive(socket: WebSocket, client: LiveClient, sessionId: string, text: string): void {
    const parsed = LiveRequest.safeParse(safeJson(text));
    if (!parsed.success) {
      socket.close(4400, 'request.invalid');
      return;
    }
    const judged = judge(sessionId);
    if (!judged?.caller) {
      end(socket, 'session.missing');
      return;
    }
    const { caller, locked } = judged;
    const ifAllowed = (topic: Topic, give: () => void): void => {
      if (can(caller, TOPICS[topic].permission)) give();
      else socket.send(JSON.stringify({ type: 'refused', topic, code: 'permission.missing' }));
    };
    const request = parsed.data;
    switch (request.type) {
      case 'activity':
        if (!locked) touch(sessionId);
        break;
      case 'unsubscribe':
        hub.unsubscribe(client, request.topics);
        break;
      case 'follow':
        ifAllowed(request.topic, () => hub.follow(client, request.topic, request.ids));
        break;
      case 'subscribe':
        for (const topic of request.topics) ifAllowed(topic, () => hub.subscribe(client, topic));
    }
  }

  app.get('/live', { websocket: true }, (socket, request) => {
    const client: LiveClient = { send: (text) => socket.send(text), isSlow: () => socket.bufferedAmount > BUFFER_LIMIT };
    // Listeners stand before the first await: a frame may come with the upgrade itself.
    const entry = authenticate(request).then(({ sessionId }) => {
      if (sessionId === null) end(socket, 'session.missing');
      else if (socket.readyState === socket.OPEN) connections.set(socket, { sessionId, client });
      return sessionId;
    });
    socket.on('message', (data) => {
      void entry.then((sessionId) => {
        if (sessionId !== null) receive(socket, client, sessionId, String(data));
      });
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      connections.delete(socket);
      hub.leave(client);
    });
  });

  const timer = setInterval(() => {
    sequence += 1;
    for (const [socket, { sessionId }] of connections) {
      const judged = judge(sessionId);
      if (!judged) end(socket, 'session.missing');
      else socket.send(JSON.stringify({ type: 'heartbeat', at: clock.now(), sequence, warnings: warnings(), locked: judged.locked }));
    }
  }, HEARTBEAT_MS);
  timer.unref();

  return {
    count: () => connections.size,
    holds: (wanted) => [...connections.values()].some(({ sessionId }) => sessionId === wanted),
    close: () => {
      clearInterval(timer);
      for (const socket of connections.keys()) {
        socket.close(1012, 'station.stopping');
        setTimeout(() => socket.terminate(), CLOSE_MS).unref();
      }
    },
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
