import type { Migration } from '../migrate.ts';

export const alarmPast: Migration = {
  number: 38,
  name: 'alarm past: what an alarm was held to be a consequence of at each time, and which ended since a moment',
  sql: `
alter table alarm_event add column cause text;
create index alarm_cleared on alarm (cleared_at) where is_open = 0;
`,
};
