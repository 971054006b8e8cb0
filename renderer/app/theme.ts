import { theme as antdTheme, type ThemeConfig } from 'antd';
import type { Skin } from '../lib/skin.ts';

/** The theme of antd from our own tokens, read from the document so that tokens.css stays the only list of colours. */
export function antdThemeOf(skin: Skin, tokens: CSSStyleDeclaration): ThemeConfig {
  const value = (name: string): string => tokens.getPropertyValue(`--${name}`).trim();
  return {
    algorithm: skin === 'wall' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: value('act'),
      colorInfo: value('ink-2'),
      colorSuccess: value('ink-2'),
      colorLink: value('ink'),
      colorLinkHover: value('ink-2'),
      colorLinkActive: value('ink'),
      colorError: value('sev-critical'),
      colorErrorText: value('ink'),
      colorWarning: value('sev-major'),
      colorBgLayout: value('field'),
      colorBgContainer: value('raised'),
      colorBgElevated: value('raised'),
      colorBorder: value('line-strong'),
      colorBorderSecondary: value('line'),
      colorText: value('ink'),
      colorTextSecondary: value('ink-2'),
      colorTextTertiary: value('ink-3'),
      colorTextDescription: value('ink-3'),
      colorTextPlaceholder: value('ink-3'),
      colorTextDisabled: value('ink-off'),
      colorTextLightSolid: value('on-act'),
      colorPrimaryHover: value('ink-2'),
      colorPrimaryActive: value('act'),
      controlItemBgActive: value('selected'),
      controlItemBgHover: value('hover'),
      controlOutline: 'transparent',
      controlHeight: 28,
      fontFamily: value('font-ui'),
      fontSize: 14,
      borderRadius: 4,
      sizeUnit: 4,
      motionDurationFast: value('m-fast'),
      motionDurationMid: value('m-base'),
      motionDurationSlow: value('m-base'),
      boxShadow: 'none',
      boxShadowSecondary: value('pop'),
      boxShadowTertiary: 'none',
      fontWeightStrong: 600,
    },
    components: {
      Table: {
        cellPaddingBlockSM: 3,
        cellPaddingInlineSM: 8,
        headerBg: value('head'),
        rowSelectedBg: value('selected'),
        rowHoverBg: value('hover'),
      },
      Form: { labelColor: value('ink-2'), labelRequiredMarkColor: value('ink-3'), verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
    },
  };
}
