import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import antdChinese from 'antd/locale/zh_CN';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { i18n } from '../i18n/index.ts';
import { applySkin, useSkin } from '../lib/skin.ts';
import { antdThemeOf } from './theme.ts';

/** Texts, server state, and antd in the skin of this screen. */
export function Providers({ queryClient, children }: { readonly queryClient: QueryClient; readonly children: ReactNode }) {
  const skin = useSkin();
  const [theme, setTheme] = useState(() => themeNow('desk'));
  useLayoutEffect(() => {
    applySkin(skin);
    setTheme(themeNow(skin));
  }, [skin]);
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <ConfigProvider locale={antdChinese} theme={theme} wave={{ disabled: true }} componentSize="middle">
          {children}
        </ConfigProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

function themeNow(skin: Parameters<typeof antdThemeOf>[0]) {
  return antdThemeOf(skin, getComputedStyle(document.documentElement));
}
