import * as alarms from './alarms.ts';
import * as audit from './audit.ts';
import * as collection from './collection.ts';
import * as credentials from './credentials.ts';
import * as devices from './devices.ts';
import * as discovery from './discovery.ts';
import * as eventRules from './eventRules.ts';
import * as hardware from './hardware.ts';
import * as health from './health.ts';
import * as logs from './logs.ts';
import * as network from './network.ts';
import * as networkLoad from './networkLoad.ts';
import * as networkPast from './networkPast.ts';
import * as networkWhole from './networkWhole.ts';
import * as performance from './performance.ts';
import * as policies from './policies.ts';
import * as policyEffect from './policyEffect.ts';
import * as policyReplay from './policyReplay.ts';
import * as remoteWrite from './remoteWrite.ts';
import * as resources from './resources.ts';
import * as retention from './retention.ts';
import type { AnyRoute } from './route.ts';
import * as savedFilters from './savedFilters.ts';
import * as savedSearches from './savedSearches.ts';
import * as session from './session.ts';
import * as silentWatches from './silentWatches.ts';
import * as tokens from './tokens.ts';
import * as tools from './tools.ts';
import * as topology from './topology.ts';
import * as users from './users.ts';

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'method' in value && 'access' in value && 'response' in value;

/** Every route of the product in the order of its contract file: what is mounted, documented and walked by tests. */
export const ROUTES: readonly AnyRoute[] = [
  session,
  devices,
  users,
  tokens,
  alarms,
  resources,
  performance,
  savedFilters,
  savedSearches,
  discovery,
  credentials,
  policies,
  policyEffect,
  policyReplay,
  silentWatches,
  eventRules,
  audit,
  health,
  collection,
  logs,
  retention,
  remoteWrite,
  network,
  topology,
  networkLoad,
  networkPast,
  networkWhole,
  hardware,
  tools,
].flatMap((contract) => Object.values(contract as Record<string, unknown>).filter(isRoute));
