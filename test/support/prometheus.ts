import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const READY_MS = 60_000;
const LOOK_MS = 200;

/** A Prometheus that takes remote write, on a loopback port of its own; it keeps its data over a stop. */
export interface Prometheus {
  readonly base: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A series as the query interface of Prometheus tells it. */
export interface Found {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Gives it a port and a folder below `folder`; starts nothing. */
export async function preparePrometheus(folder: string): Promise<Prometheus> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global: {}\n');
  let child: ChildProcess | null = null;

  async function untilReady(): Promise<void> {
    const deadline = performance.now() + READY_MS;
    const isReady = () =>
      fetch(`${base}/-/ready`).then(
        ({ status }) => status === 200,
        () => false,
      );
    while (!(await isReady())) {
      if (performance.now() > deadline) throw new Error('Prometheus does not get ready');
      await setTimeout(LOOK_MS);
    }
  }

  return {
    base,
    stop: async () => {
      const running = child;
      child = null;
      if (!running || running.exitCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      await gone;
    },
    start: async () => {
      child = spawn(
        'prometheus',
        [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folder, 'tsdb')}`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--web.enable-remote-write-receiver',
        ],
        { stdio: 'ignore' },
      );
      await untilReady();
    },
  };
}

/** What a query finds. */
export async function stored(base: string, query: string): Promise<readonly Found[]> {
  const response = await fetch(`${base}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { data } = (await response.json()) as { data: { result: readonly Found[] } };
  return data.result;
}
