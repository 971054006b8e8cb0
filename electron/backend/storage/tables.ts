import type { Generated } from 'kysely';

type Flag = 0 | 1;

export interface SettingTable {
  key: string;
  value: string;
  updated_at: number;
}
export interface UserTable {
  id: string;
  account: string;
  name: string;
  staff_number: string;
  password: string;
  roles: string;
  failures: number;
  locked_until: number | null;
  disabled_at: number | null;
  created_at: number;
  last_sign_in_at: number | null;
  version: number;
  held_at: number | null;
  held_why: 'manual' | 'passwordReset' | null;
  password_expires_at: number | null;
}
export interface TokenTable {
  id: string;
  name: string;
  secret_hash: string;
  scopes: string;
  created_by: string;
  created_at: number;
  expires_at: number;
  last_used_at: number | null;
  last_used_from: string | null;
  revoked_at: number | null;
  revoked_by: string | null;
}
export interface DeviceTable {
  id: string;
  name: string;
  kind: 'wall' | 'workstation';
  code_hash: string | null;
  code_expires_at: number | null;
  public_key: string | null;
  created_at: number;
  enrolled_at: number | null;
  last_seen_at: number | null;
  revoked_at: number | null;
}
export interface SessionTable {
  id: string;
  token_hash: string;
  user_id: string | null;
  device_id: string | null;
  started_at: number;
  ends_at: number;
  last_activity_at: number;
  locked_at: number | null;
  address: string;
  agent: string;
}
export interface ResourceTable {
  id: string;
  name: string;
  class: string;
  importance: string;
  address: string;
  domain: string;
  location: string;
  interval_s: number | null;
  checks: string;
  tags: string;
  is_local: Flag;
  is_simulated: Flag;
  version: number;
  created_at: number;
  updated_at: number;
  retired_at: number | null;
}
export interface ResourceStateTable {
  resource_id: string;
  detectors: string;
  facts: string;
  checks: string;
  data_at: number | null;
  updated_at: number;
}
export interface PolicyTable {
  id: string;
  definition: string;
  version: number;
  updated_at: number;
  removed_at: number | null;
}
export interface PolicyVersionTable {
  policy_id: string;
  version: number;
  definition: string;
  at: number;
  by_name: string | null;
}
export interface SilentWatchTable {
  id: string;
  name: string;
  policy_id: string | null;
  resource_ids: string;
  started_at: number;
  started_by: string;
  ends_at: number;
  ended_at: number | null;
  ended_by: string | null;
}
export interface SilentFindingTable {
  watch_id: string;
  key: string;
  resource_id: string;
  metric: string;
  component: string;
  severity: string;
  observed: number;
  level: number;
  direction: string;
  times: number;
  first_at: number;
  ended_at: number | null;
}
export interface CredentialTable {
  id: string;
  name: string;
  settings: string;
  sealed: string;
  created_at: number;
  updated_at: number;
  removed_at: number | null;
  version: number;
}
export interface DiscoveryTable {
  id: string;
  number: string;
  kind: string;
  name: string;
  state: string;
  definition: string;
  progress: string;
  created_at: number;
  created_by: string;
  ended_at: number | null;
  accepted_at: number | null;
  undone_at: number | null;
  version: number;
}
export interface DiscoveryFindingTable {
  discovery_id: string;
  address: string;
  finding: string;
}
export interface DiscoveryCandidateTable {
  id: string;
  discovery_id: string;
  position: number;
  verdict: string;
  decision: string;
  resource_id: string | null;
  made_version: number | null;
  summary: string;
  content: string;
}
export interface ResourceIdentityTable {
  resource_id: string;
  discovery_id: string;
  identity: string;
  updated_at: number;
}
export interface SavedFilterTable {
  id: string;
  user_id: string;
  name: string;
  filter: string;
  created_at: number;
  updated_at: number;
  version: number;
}
export interface HardwareTable {
  resource_id: string;
  at: number;
  is_cut: number;
  panel: string;
  /** All parts, in the order of their agent; those that somebody looks for have rows of their own too. */
  parts: string;
}
export interface HardwarePartTable {
  resource_id: string;
  ordinal: number;
  component: string;
  first_at: number;
  class: string;
  model: string;
  serial: string;
  /** Everything it is searched by, in small letters. */
  search: string;
  part: string;
}
export interface HardwareChangeTable {
  id: Generated<number>;
  resource_id: string;
  at: number;
  kind: string;
  component: string;
  class: string;
  before: string | null;
  after: string | null;
}
export interface PortPowerTable {
  resource_id: string;
  at: number;
  power: string;
}
export interface MapPlaceTable {
  view: string;
  node: string;
  x: number;
  y: number;
}
export interface MapChangeTable {
  view: string;
  version: number;
  at: number;
  by_id: string;
  by_name: string;
  moves: string;
  undoes: number | null;
}
export interface ToolRunTable {
  id: string;
  resource_id: string;
  resource_name: string;
  address: string;
  job: string;
  state: string;
  by_id: string;
  by_name: string;
  started_at: number;
  ended_at: number | null;
  result: string | null;
  rows: number;
  problem: string | null;
}
export interface AlarmTable {
  id: string;
  number: string;
  key: string;
  resource_id: string;
  severity: string;
  probable_cause: string;
  first_at: number;
  last_at: number;
  cleared_at: number | null;
  acknowledged_at: number | null;
  is_open: Flag;
  record: string;
  resource: string;
  search: string;
  version: number;
}
export interface AlarmEventTable {
  id: Generated<number>;
  alarm_id: string;
  at: number;
  kind: string;
  by_id: string | null;
  by_name: string | null;
  text: string | null;
  severity: string;
  /** JSON; null where the line is of something else, or older than migration 38. */
  cause: string | null;
}
export interface OutboxTable {
  seq: Generated<number>;
  at: number;
  topic: string;
  ref: string;
}
export interface StreamTable {
  id: string;
  sequence: number;
  updated_at: number;
}
export interface SelfEventTable {
  id: Generated<number>;
  at: number;
  severity: string | null;
  key: string;
  values: string;
}
/** A view under a name; dashboards and saved searches are kept alike. */
export interface NamedViewTable {
  id: string;
  user_id: string;
  name: string;
  view: string;
  shared: 0 | 1;
  created_at: number;
  updated_at: number;
  version: number;
}
export interface HeartbeatTable {
  id: string;
  rhythm: string;
  limit_ms: number | null;
  updated_at: number;
}
export interface AuditTable {
  seq: number;
  at: number;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  actor_roles: string;
  action: string;
  object_type: string;
  object_id: string | null;
  object_name: string;
  result: string;
  code: string | null;
  before: string;
  after: string;
  origin: string;
  request_id: string;
  prev_hash: string;
  hash: string;
}

export interface EventRuleTable {
  id: string;
  definition: string;
  place: number;
  version: number;
  updated_at: number;
  removed_at: number | null;
}
export interface EventRuleVersionTable {
  rule_id: string;
  version: number;
  definition: string;
  at: number;
  by_name: string | null;
}
export interface EventRuleHitTable {
  rule_id: string;
  hour: number;
  hits: number;
  strangers: number;
  last_at: number;
}

/** core.db as rows: text ids, epoch milliseconds, JSON as text, 0/1 flags. Row types stay inside repositories. */
export interface Tables {
  setting: SettingTable;
  user: UserTable;
  token: TokenTable;
  device: DeviceTable;
  session: SessionTable;
  resource: ResourceTable;
  resource_state: ResourceStateTable;
  policy: PolicyTable;
  policy_version: PolicyVersionTable;
  silent_watch: SilentWatchTable;
  silent_finding: SilentFindingTable;
  credential: CredentialTable;
  discovery: DiscoveryTable;
  discovery_finding: DiscoveryFindingTable;
  discovery_candidate: DiscoveryCandidateTable;
  resource_identity: ResourceIdentityTable;
  saved_filter: SavedFilterTable;
  dashboard: NamedViewTable;
  saved_search: NamedViewTable;
  heartbeat: HeartbeatTable;
  hardware: HardwareTable;
  hardware_part: HardwarePartTable;
  hardware_change: HardwareChangeTable;
  port_power: PortPowerTable;
  map_place: MapPlaceTable;
  map_change: MapChangeTable;
  tool_run: ToolRunTable;
  event_rule: EventRuleTable;
  event_rule_version: EventRuleVersionTable;
  event_rule_hit: EventRuleHitTable;
  alarm: AlarmTable;
  alarm_event: AlarmEventTable;
  outbox: OutboxTable;
  stream: StreamTable;
  self_event: SelfEventTable;
  audit: AuditTable;
}
