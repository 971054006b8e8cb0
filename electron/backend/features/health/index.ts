export { openSelfEvents, type SelfEvents } from './events.ts';
export { createWindow, type Window } from './quantile.ts';
export { healthRoutes } from './routes.ts';
