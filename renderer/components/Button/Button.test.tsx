import { expect, test } from 'vitest';
import { markup, words } from '../../testing/markup.tsx';
import { Button } from './Button.tsx';

test('the key that does the same is printed in the button', () => {
  expect(words(markup(<Button kbd="a">Acknowledge</Button>))).toBe('Acknowledge a');
});

test('a button that is off can still be reached, says why beside it and points to the words', () => {
  const html = markup(<Button reason="needs a permission">Clear</Button>);
  expect(html).toContain('aria-disabled="true"');
  expect(html).not.toContain(' disabled');
  const id = /aria-describedby="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain(`id="${id}"`);
  expect(words(html)).toBe('Clear needs a permission');
});

test('a busy button is off without a reason', () => {
  const html = markup(<Button busy>Save</Button>);
  expect(html).toContain('aria-disabled="true"');
  expect(html).not.toContain('aria-describedby');
});

test.each(['plain', 'primary', 'quiet', 'stop'] as const)('look %s', (look) => {
  expect(markup(<Button look={look}>x</Button>)).toContain(`data-look="${look}"`);
});
