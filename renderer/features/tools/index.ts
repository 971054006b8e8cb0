export { toolRoutes } from './routes.tsx';
export { ToolsKeyLink, ToolsLink } from './ToolsLink.tsx';
