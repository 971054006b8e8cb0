import { loadavg } from 'node:os';
import { createFigures } from '../support/figures.ts';
import { underAttack } from '../support/hostileStation.ts';

/**
 * Polls while somebody who knows a user's name sends 5,000 notifications of version 3 a second in the name of devices, each from an engine
 * nobody heard of; then while 30 % of devices and services take what is asked and never answer. `prove -- hostile [devices] [services]
 * [seconds of each phase]`, 300, 60 and 120 by default, each asked every 10 s.
 */
const [, , devices = '300', services = '60', seconds = '120'] = process.argv;
const PER_SECOND = 5000;
const figures = createFigures('hostile');
const found = await underAttack({
  ...{ devices: Number(devices), services: Number(services), intervalS: 10, perSecond: PER_SECOND, tarpitPercent: 30 },
  phaseMs: Number(seconds) * 1000,
});
figures.told('polls on time before', found.calm, '%');
figures.atLeast('notifications sent a second', found.sentPerSecond, '/s', PER_SECOND * 0.95);
figures.told('notifications refused', found.refused, '');
figures.atLeast('polls on time meanwhile', found.spoofed, '%', 99);
figures.told('devices and services that are well', found.healthy, '');
figures.atLeast('their polls on time beside tarpits', found.tarpits, '%', 99);
figures.told('load of the machine', loadavg()[0] ?? 0, '');
figures.end();
