import { expect, test } from 'vitest';
import { markup, words } from '../../testing/markup.tsx';
import { Banner } from './Banner.tsx';

test.each(['notice', 'late', 'lost', 'frozen', 'full'] as const)(
  'a %s banner says its title, detail and action, and is told to a reader',
  (kind) => {
    const html = markup(<Banner kind={kind} title="Title" detail="detail" actions="act" />);
    expect(html).toContain(`data-kind="${kind}"`);
    expect(html).toContain('role="status"');
    expect(words(html)).toBe('Title detail act');
  },
);
