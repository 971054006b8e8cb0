/** 告警墙. */
export const alarms = {
  title: '告警墙',
} as const;
