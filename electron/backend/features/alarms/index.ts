export { type AlarmBook, type AlarmShelf, openAlarmBook, type ResourceLookup } from './book.ts';
export { readActiveAt, type StoredAlarm } from './repository.ts';
export { alarmRoutes } from './routes.ts';
export { type AlarmService, createAlarmService } from './service.ts';
