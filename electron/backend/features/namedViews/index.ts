export { createNamedViews, type NamedView, type NamedViews, ownerOf } from './service.ts';
