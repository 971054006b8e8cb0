export { openPolicyBook, type PolicyBook } from './book.ts';
export { policyPreviewRoutes } from './previewRoutes.ts';
export { createReplays } from './replays.ts';
export { policyRoutes } from './routes.ts';
export { createPolicyService, type PolicyService } from './service.ts';
export { openSilentBook, type SilentBook } from './silentBook.ts';
export { silentRoutes } from './silentRoutes.ts';
export { createSilentService, type SilentService } from './silentService.ts';
