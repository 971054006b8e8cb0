import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Resource } from '../../shared/contracts/resources.ts';
import { createFigures } from '../support/figures.ts';
import { labPort, printedLinks, tokenOf } from '../support/lab.ts';
import { ROOT } from '../support/sources.ts';

/** From `npm run server -- --lab` of a built clone until 190 simulated devices have given fresh samples. */
const ENOUGH = 190;
const LIMIT_S = 60;
const GIVE_UP_MS = 180_000;
const figures = createFigures('lab');
const data = join(mkdtempSync(join(tmpdir(), 'sw-lab-')), 'data');

let output = '';
let cookie = '';
let origin = '';

function start(): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, 'build/scripts/run.mjs'), 'server', '--lab'], {
    cwd: ROOT,
    env: { ...process.env, NOC_DATA: data, NOC_PORT: '0', NOC_LAB_PORT: labPort(), NOC_BALLAST_MB: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const keep = (chunk: Buffer) => {
    output = (output + String(chunk)).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return child;
}

async function signIn(): Promise<boolean> {
  const link = printedLinks(output).get('陈思远');
  if (link === undefined) return false;
  origin = new URL(link).origin;
  const answer = await fetch(`${origin}/api/v1/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenOf(link) }),
  });
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return answer.status === 200;
}

async function fresh(): Promise<number> {
  const answer = await fetch(`${origin}/api/v1/resources`, { headers: { cookie } });
  const { items } = (await answer.json()) as { items: Resource[] };
  return items.filter(({ isSimulated, reachable, dataAt }) => isSimulated && reachable === true && dataAt !== null).length;
}

async function until(condition: () => Promise<boolean>, began: number): Promise<number> {
  for (;;) {
    if (await condition().catch(() => false)) return (performance.now() - began) / 1000;
    if (performance.now() - began > GIVE_UP_MS) throw new Error(`not reached\n${output.slice(-3000)}`);
    await sleep(200);
  }
}

// What is measured is the start, not the build.
await new Promise<void>((resolve, reject) =>
  spawn(process.execPath, [join(ROOT, 'build/scripts/run.mjs'), 'build', 'renderer', 'backend'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  }).once('exit', (code) => (code === 0 ? resolve() : reject(new Error('the build failed')))),
);
const began = performance.now();
const child = start();
try {
  figures.atMost('from npm run server -- --lab to the first sign-in by a printed link', await until(signIn, began), 's', LIMIT_S);
  figures.atMost(
    `until ${ENOUGH} simulated devices have fresh samples`,
    await until(async () => (await fresh()) >= ENOUGH, began),
    's',
    LIMIT_S,
  );
  await sleep(30_000);
  figures.told('simulated devices that answer half a minute later', await fresh(), '1');
} finally {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(join(data, '..'), { recursive: true, force: true });
}
figures.end();
