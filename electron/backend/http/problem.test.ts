import { expect, test } from 'vitest';
import { PROBLEM_CODES, PROBLEMS, Problem, valuesOf } from '../../../shared/contracts/problems.ts';
import { problemOf, Refusal } from './problem.ts';

test('a refusal becomes the document of its code, values and fields as given', () => {
  const locked = problemOf(new Refusal('session.lockedOut', { values: { until: 900 } }), 'req-1');
  expect(Problem.parse(locked)).toEqual({
    type: 'urn:shouwang:problem:session.lockedOut',
    title: 'session.lockedOut',
    status: 429,
    code: 'session.lockedOut',
    instance: 'req-1',
    values: { until: 900 },
  });
  const fields = [{ path: 'body.name', message: 'duplicate' }] as const;
  expect(problemOf(new Refusal('resource.duplicate', { fields }), 'req-2')).toMatchObject({ status: 409, fields });
  expect(problemOf(new Refusal('setup.done'), 'req-3')).not.toHaveProperty('values');
});

test('what is no refusal tells nothing but the request id', () => {
  expect(problemOf(new Error('secret'), 'req-4')).toEqual({
    type: 'urn:shouwang:problem:internal',
    title: 'internal',
    status: 500,
    code: 'internal',
    instance: 'req-4',
  });
});

test('a refusal without the values of its code, or with those of another, does not compile', () => {
  // @ts-expect-error values are missing
  expect(new Refusal('session.lockedOut').values).toBeUndefined();
  // @ts-expect-error values of another code
  expect(new Refusal('resource.changed', { values: { until: 1 } }).code).toBe('resource.changed');
  // @ts-expect-error a code that tells nothing
  expect(new Refusal('setup.done', { values: { until: 1 } }).code).toBe('setup.done');
  // @ts-expect-error a message the code does not have
  expect(new Refusal('resource.duplicate', { fields: [{ path: 'body.name', message: 'inverted' }] }).code).toBe('resource.duplicate');
});

test('values are read back only where code and shape are those of the list', () => {
  const locked = problemOf(new Refusal('session.lockedOut', { values: { until: 900 } }), 'req-1');
  expect(valuesOf(locked, 'session.lockedOut')).toEqual({ until: 900 });
  expect(valuesOf(locked, 'session.wrongCredentials')).toBeNull();
  expect(valuesOf({ ...locked, values: { until: 'soon' } }, 'session.lockedOut')).toBeNull();
  expect(valuesOf(null, 'session.lockedOut')).toBeNull();
});

test('every code has an error status and says when it is answered', () => {
  for (const code of PROBLEM_CODES) {
    const { status, when } = PROBLEMS[code];
    expect([code, status >= 400 && status < 600, when.length > 10]).toEqual([code, true, true]);
  }
});
