import { z } from 'zod';
import { LiveMessage, LiveRequest } from '../../../shared/contracts/events.ts';
import { ROUTES } from '../../../shared/contracts/index.ts';
import { PROBLEM_CODES, PROBLEMS, Problem } from '../../../shared/contracts/problems.ts';
import type { AnyRoute } from '../../../shared/contracts/route.ts';
import { TOKEN_SCOPES } from '../../../shared/domain/access/tokens.ts';

type Document = Record<string, unknown>;

const reference = (id: string) => ({ $ref: `#/components/schemas/${id}` });

/** Named schemas become references; a nameless one is an authoring mistake that must be heard of. */
function referenceTo(schema: z.ZodType, where: string): Document {
  const id = z.globalRegistry.get(schema)?.id;
  if (!id) throw new Error(`${where}: give the schema a name with .meta({ id })`);
  return reference(id);
}

function toSchema(schema: z.ZodType): Document {
  const {
    $schema: _dialect,
    $defs: _named,
    ...rest
  } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest).replaceAll('#/$defs/', '#/components/schemas/'));
}

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Document[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema) as { properties?: Record<string, unknown>; required?: readonly string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function schemas(): Document {
  const all = z.toJSONSchema(z.globalRegistry, {
    io: 'input',
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
  }).schemas;
  return Object.fromEntries(Object.entries(all).map(([id, { $schema: _dialect, $id: _id, id: _name, ...schema }]) => [id, schema]));
}

function accessOf(route: AnyRoute): string {
  return typeof route.access === 'string' ? route.access : route.access.permission;
}

function security({ access }: AnyRoute): Document[] {
  if (access === 'public') return [];
  if (access === 'setup') return [{ setupToken: [] }];
  const isForTokens = typeof access === 'object' && TOKEN_SCOPES.some((scope) => scope === access.permission);
  return isForTokens ? [{ session: [] }, { token: [] }] : [{ session: [] }];
}

function operation(route: AnyRoute): Document {
  const body = route.body && { required: true, content: { 'application/json': { schema: referenceTo(route.body, route.id) } } };
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.path.split('/')[1]],
    'x-access': accessOf(route),
    security: security(route),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(body && { requestBody: body }),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: referenceTo(route.response, route.id) } } },
      '4XX': { description: 'Refused', content: { 'application/problem+json': { schema: referenceTo(Problem, route.id) } } },
      '5XX': { description: 'Failed', content: { 'application/problem+json': { schema: referenceTo(Problem, route.id) } } },
    },
  };
}

/** Every code with its status, when it is answered, the schema of its values and the messages of its fields. */
function problems(): Document {
  return Object.fromEntries(
    PROBLEM_CODES.map((code) => {
      const { status, when, ...more } = PROBLEMS[code];
      const values = 'values' in more && { values: toSchema(more.values) };
      const messages = 'messages' in more && { messages: more.messages };
      return [code, { status, description: when, ...values, ...messages }];
    }),
  );
}

/** The OpenAPI 3.1 document of all routes. Throws on a body or response without a name. */
export function buildOpenApi(version: string, routes: readonly AnyRoute[] = ROUTES): Document {
  const paths: Record<string, Document> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  const tags = [...new Set(routes.map((route) => route.path.split('/')[1] ?? ''))].sort();
  return {
    openapi: '3.1.1',
    info: {
      title: 'Shouwang',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Interface of a Shouwang station. Times are epoch milliseconds; errors are RFC 9457 problems with a code of x-problems.',
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({ name, description: `Routes under /${name}` })),
    paths,
    components: {
      schemas: schemas(),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sw_session' },
        token: { type: 'http', scheme: 'bearer', description: 'A token made on the page of users; it needs the scope that x-access names' },
        setupToken: { type: 'apiKey', in: 'header', name: 'x-setup-token' },
      },
    },
    'x-problems': problems(),
    'x-events': { path: '/api/v1/live', send: referenceTo(LiveRequest, 'live'), receive: referenceTo(LiveMessage, 'live') },
  };
}
