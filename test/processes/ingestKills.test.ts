import { expect, test } from 'vitest';
import { killDuringIngest, VICTIMS } from '../support/ingestKills.ts';

/** A small share of `prove -- ingestKills`, which also measures how long it takes, on a machine that does nothing else. */
test('R-8.4.3-d2-6 kill -9 of receiver, backend and everything during ingest: nothing acknowledged is lost, nothing is damaged', async () => {
  const { readyMs, acknowledged, lost, left, twice, databases, unreadable } = await killDuringIngest({
    rounds: 1,
    perSecond: 500,
    betweenMs: [500, 1500],
  });
  expect(VICTIMS.map((victim) => readyMs[victim].length)).toEqual([1, 1, 1]);
  expect(acknowledged).toBeGreaterThan(500);
  const nothing = { lost: [], left: 0, datagramsTwice: 0, damaged: [], unreadable: 0 };
  expect({ lost, left, datagramsTwice: twice.datagram, damaged: databases.damaged, unreadable }).toEqual(nothing);
  expect(databases.count).toBeGreaterThan(3);
}, 240_000);
