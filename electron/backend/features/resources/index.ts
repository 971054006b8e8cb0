export { openResourceBook, type ResourceBook, type ResourceShelf } from './book.ts';
export { type CheckRecord, type FactRecord, NO_STATUS, type ResourceRecord, type ResourceStatus } from './repository.ts';
export { resourceRoutes } from './routes.ts';
export { createResourceService, type ResourceService } from './service.ts';
export { createResourceTexts } from './texts.ts';
export { type AlarmResource, alarmResourceOf, createResourceView, type Glance, NO_GLANCE, standingOf } from './view.ts';
