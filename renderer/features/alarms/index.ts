export { markStateOf } from './model.ts';
export { useAlarmCounts, useAlarms } from './queries.ts';
export { alarmRoutes } from './routes.tsx';
export { alarmBrief, alarmTitle, causeText } from './text.ts';
export { useAlarmSound } from './useAlarmSound.ts';
export { useDesktopNotices } from './useDesktopNotices.ts';
