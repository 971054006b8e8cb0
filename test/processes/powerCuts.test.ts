import { expect, test } from 'vitest';
import { lacking } from '../protocol/peers.ts';
import { cutDuringIngest } from '../support/powerCuts.ts';

const REASON = lacking('power cuts', { root: true, programs: ['mkfs.xfs', 'mkfs.ext4', 'mount'] });

/** A small share of `prove -- powerCuts`, which also measures how long it takes, on a machine that does nothing else. */
test.skipIf(REASON !== null)(
  'R-8.4.3-d2-6 two power cuts during ingest: nothing acknowledged is lost, nothing is damaged',
  async () => {
    const result = await cutDuringIngest({ cuts: 2, perSecond: 300, betweenMs: [1000, 2500] });
    const { acknowledged, written, lost, left, twice, writesLost, damaged, unreadable } = result;
    expect(acknowledged).toBeGreaterThan(300);
    expect(written).toBeGreaterThan(0);
    const nothing = { lost: [], left: 0, datagramsTwice: 0, writesLost: [], damaged: [], unreadable: 0 };
    expect({ lost, left, datagramsTwice: twice.datagram, writesLost, damaged, unreadable }).toEqual(nothing);
    expect(result.databasesChecked).toBeGreaterThan(6);
  },
  300_000,
);
