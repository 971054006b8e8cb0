/** 大屏. */
export const wall = {
  title: '大屏总览',
} as const;
