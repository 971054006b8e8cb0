import { expect, test } from 'vitest';
import type { Problem } from '../../../shared/contracts/problems.ts';
import { Failure } from '../../lib/api.ts';
import { at } from '../../testing/builders.ts';
import { markup, words } from '../../testing/markup.tsx';
import { DeniedState, ErrorState, FilteredState, LoadingState, StateBlock } from './StateBlock.tsx';

const problem: Problem = { type: 'about:blank', title: 'busy', status: 503, code: 'storage.busy', instance: 'req-7f3a91' };
const nothing = (): void => undefined;

test('empty: says what is so and what comes next', () => {
  const html = markup(
    <StateBlock icon="bell" title="No alarms" actions="Do this">
      <p>Since then</p>
    </StateBlock>,
  );
  expect(words(html)).toBe('No alarms Since then Do this');
});

test('filtered empty: the conditions and the number without them are always there, with the key that clears', () => {
  const text = words(markup(<FilteredState title="None" conditions="room B" unfiltered="612 in all" onClear={nothing} kbd="0" />));
  for (const part of ['None', 'room B', '612 in all', '0']) expect(text).toContain(part);
});

test('error: code, time and the id to quote, retry and copy', () => {
  const html = markup(<ErrorState what="list" failure={new Failure('storage.busy', 503, problem)} at={at()} onRetry={nothing} />);
  for (const part of ['storage.busy', '14:35:12', 'req-7f3a91']) expect(words(html)).toContain(part);
  expect(html.match(/<button/g)).toHaveLength(2);
});

test('error without an answer: there is no id, so none is offered', () => {
  const html = markup(<ErrorState what="list" failure={new Failure('network.unreachable', 0, null)} at={at()} onRetry={nothing} />);
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(words(html)).not.toContain('null');
});

test('no permission: names the permission and the own role instead of looking empty', () => {
  const denied = words(markup(<DeniedState permission="audit.read" />));
  const other = words(markup(<DeniedState permission="user.read" />));
  expect(denied).not.toBe(other);
  expect(denied).not.toContain('audit.read');
});

test('loading: nothing in the first 300 ms, so that a fast answer does not flicker', () => {
  expect(markup(<LoadingState what="list" />)).toBe('');
});
