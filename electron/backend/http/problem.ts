import {
  type FieldCode,
  PROBLEMS,
  type Problem,
  type ProblemCode,
  type ProblemField,
  type ProblemValues,
  type TellingCode,
} from '../../../shared/contracts/problems.ts';

/** What the list of problems says a code comes with: its values always, its fields where they are known. */
type More<C extends ProblemCode> = (C extends TellingCode ? [{ readonly values: ProblemValues<C> }] : []) extends [infer Values]
  ? [more: Values]
  : C extends FieldCode
    ? [more?: { readonly fields: readonly ProblemField<C>[] }]
    : [];

/** A refusal on its way to the border: a code of the one list, with what the renderer's sentence needs. */
export class Refusal<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C;
  readonly values: Problem['values'];
  readonly fields: Problem['fields'];
  constructor(code: C, ...more: More<C>) {
    super(code);
    const { values, fields }: Pick<Problem, 'values' | 'fields'> = Object.assign({}, ...more);
    this.code = code;
    this.values = values;
    this.fields = fields;
  }
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'request.invalid',
  404: 'route.notFound',
  413: 'request.tooLarge',
  415: 'request.invalid',
  429: 'request.tooMany',
};

function codeOf(error: unknown): ProblemCode {
  if (error instanceof Refusal) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'storage.full' || code === 'storage.busy') return code;
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return BY_STATUS[status] ?? 'internal';
}

/** The RFC 9457 document of any error; what is not a refusal becomes `internal` and tells nothing but the request id. */
export function problemOf(error: unknown, requestId: string): Problem {
  const code = codeOf(error);
  return {
    type: `urn:shouwang:problem:${code}`,
    title: code,
    status: PROBLEMS[code].status,
    code,
    instance: requestId,
    ...(error instanceof Refusal && error.values && { values: { ...error.values } }),
    ...(error instanceof Refusal && error.fields && { fields: error.fields }),
  };
}
