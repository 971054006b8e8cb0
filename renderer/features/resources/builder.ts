import type { Resource } from '../../../shared/contracts/resources.ts';

/** 2026-11-22 14:35:12 in Asia/Shanghai: the moment of the story the pictures tell. */
export const STORY_NOW = Date.parse('2026-11-22T14:35:12+08:00');

let made = 0;

/** A resource for tests; state only what matters to the test. */
export function aResource(change: Partial<Resource> = {}): Resource {
  made += 1;
  return {
    id: `018f0000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    name: `SW-${made}`,
    resourceClass: 'RC2',
    importance: 'key',
    address: '10.128.0.1',
    domain: '',
    location: '',
    intervalS: null,
    checks: [{ protocol: 'icmp' }],
    tags: [],
    isLocal: false,
    isSimulated: false,
    version: 1,
    createdAt: STORY_NOW - 86_400_000,
    updatedAt: STORY_NOW - 86_400_000,
    retiredAt: null,
    effectiveIntervalS: 60,
    points: 2,
    dataAt: STORY_NOW - 6000,
    checkedAt: STORY_NOW - 6000,
    reachable: true,
    worst: null,
    activeAlarms: 0,
    silentUntil: null,
    cpu: null,
    memory: null,
    rttMs: null,
    ...change,
  };
}
