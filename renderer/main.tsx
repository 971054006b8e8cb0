import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import '@fontsource-variable/noto-sans-sc';
import './styles/tokens.css';
import './styles/base.css';
import { Providers } from './app/Providers.tsx';
import { createQueryClient } from './app/queryClient.ts';
import { createAppRouter } from './app/router.tsx';
import { characters, i18n, startI18n } from './i18n/index.ts';
import { loadFonts } from './lib/fonts.ts';
import { applySkin, useSkinStore } from './lib/skin.ts';

// The content security policy forbids generated code, which zod would otherwise use.
config({ jitless: true });
startI18n();
document.title = i18n.t('product.name');
applySkin(useSkinStore.getState().chosen ?? 'desk');

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

await loadFonts(characters());
const container = document.getElementById('root');
if (container === null) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
