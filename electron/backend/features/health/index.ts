export { openSelfEvents, type SelfEvents } from './events.ts';
export { figuresOf, toPrometheus } from './figures.ts';
export { createFigureHistory, type FigureHistory } from './history.ts';
export { createWindow, type Window } from './quantile.ts';
export { healthRoutes } from './routes.ts';
export { createSlowQueries, type SlowQueries } from './slow.ts';
