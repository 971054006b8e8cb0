import type { Migration } from '../migrate.ts';
import { firstLight } from './0010-first-light.ts';
import { credentials } from './0020-credentials.ts';
import { people } from './0021-people.ts';
import { policies } from './0022-policies.ts';
import { discovery } from './0023-discovery.ts';
import { simulated } from './0024-simulated.ts';
import { savedFilters } from './0025-saved-filters.ts';
import { eventRules } from './0026-event-rules.ts';
import { dashboards } from './0027-dashboards.ts';
import { savedSearches } from './0029-saved-searches.ts';
import { heartbeats } from './0030-heartbeats.ts';
import { mapPlaces } from './0031-map-places.ts';
import { toolRuns } from './0032-tool-runs.ts';
import { hardware } from './0034-hardware.ts';
import { alarmPast } from './0038-alarm-past.ts';

/** Every step in order. A new one: a file of its own numbered in tens, one line here, one test with data. */
export const MIGRATIONS: readonly Migration[] = [
  ...[firstLight, credentials, people, policies, discovery, simulated, savedFilters],
  ...[eventRules, dashboards, savedSearches, heartbeats, mapPlaces],
  ...[toolRuns, hardware, alarmPast],
];
