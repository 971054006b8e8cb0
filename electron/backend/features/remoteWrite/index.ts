export { createForwarder, type Forwarder } from './forwarder.ts';
export { passedOn } from './passedOn.ts';
export { remoteWriteRoutes } from './routes.ts';
export { createRemoteWriteService, type RemoteWriteService } from './service.ts';
