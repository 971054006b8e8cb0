import { alarms } from './alarms.ts';
import { audit } from './audit.ts';
import { chart } from './chart.ts';
import { checks } from './checks.ts';
import { collection } from './collection.ts';
import { common } from './common.ts';
import { credentials } from './credentials.ts';
import { discovery } from './discovery.ts';
import { eventRules } from './eventRules.ts';
import { faults } from './faults.ts';
import { health } from './health.ts';
import { help } from './help.ts';
import { keeping } from './keeping.ts';
import { logs } from './logs.ts';
import { metrics } from './metrics.ts';
import { network } from './network.ts';
import { panel } from './panel.ts';
import { performance } from './performance.ts';
import { policies } from './policies.ts';
import { resources } from './resources.ts';
import { session } from './session.ts';
import { setup } from './setup.ts';
import { shell } from './shell.ts';
import { terms } from './terms.ts';
import { tools } from './tools.ts';
import { topology } from './topology.ts';
import { users } from './users.ts';
import { wall } from './wall.ts';

/** All texts of the product: the source of the key types. A missing key does not compile. */
export const zhCN = {
  common,
  shell,
  terms,
  alarms,
  wall,
  setup,
  session,
  resources,
  audit,
  health,
  help,
  chart,
  metrics,
  checks,
  credentials,
  discovery,
  faults,
  users,
  policies,
  performance,
  eventRules,
  logs,
  collection,
  keeping,
  topology,
  network,
  tools,
  panel,
} as const;
