import { PROBLEMS, type Problem, type ProblemCode } from '../../../shared/contracts/problems.ts';

/** A refusal on its way to the border: a code of the one list, with what the renderer's sentence needs. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string | number>> | undefined;
  readonly fields: Problem['fields'];
  constructor(
    code: ProblemCode,
    more: {
      readonly values?: Readonly<Record<string, string | number>>;
      readonly fields?: Problem['fields'];
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, { cause: more.cause });
    this.code = code;
    this.values = more.values;
    this.fields = more.fields;
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
    status: PROBLEMS[code],
    code,
    instance: requestId,
    ...(error instanceof Refusal && error.values && { values: { ...error.values } }),
    ...(error instanceof Refusal && error.fields && { fields: error.fields }),
  };
}
