/** 大屏. */
export const wall = {
  title: '大屏总览',
  'enrol.title': '登记大屏',
  'enrol.name': '大屏名称',
  'enrol.announce': '取得短码',
  'enrol.instruction': '在大屏上打开 {{address}}，输入这个短码。{{until}} 前有效，只能用一次，关闭后不再显示。',
} as const;
