/** Frame of every desk page: header, navigation, status bar, banners, keys, palette. */
export const shell = {
  'nav.label': '主导航',
  'nav.alarms': '告警',
  'nav.resources': '资源',
  'nav.audit': '审计',
  'nav.health': '自检',
} as const;
