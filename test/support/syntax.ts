import { parseSync } from '@swc/core';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every node of a TypeScript source, comments left out, parents before children. */
function* nodesOf(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value === 'object' && value !== null) for (const child of Object.values(value)) yield* nodesOf(child);
}

const parse = (source: string, isTsx: boolean) => parseSync(source, { syntax: 'typescript', tsx: isTsx, target: 'es2022' });

const HAN = /[\p{Script=Han}\u3000-\u303f\uff01-\uff5e]/u;

/** Texts with Chinese in them that a source would show or send: string literals, template texts and text between tags. Comments are not texts. */
export function chineseTexts(source: string, isTsx: boolean): string[] {
  const texts = [...nodesOf(parse(source, isTsx))].flatMap((node) => {
    if (node.type === 'StringLiteral' || node.type === 'JSXText') return [String(node.value)];
    return node.type === 'TemplateElement' ? [String(node.cooked ?? node.raw)] : [];
  });
  return texts.map((text) => text.trim()).filter((text) => HAN.test(text));
}

const IMPURE_GLOBALS = new Set(['performance', 'crypto', 'process', 'globalThis', 'setTimeout', 'setInterval', 'fetch', 'console']);

const nameOf = (node: unknown): string => (isNode(node) && node.type === 'Identifier' ? String(node.value) : '');

function impurityOf(node: Node): string | null {
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
    if (member === 'Date.now' || member === 'Math.random') return member;
    if (IMPURE_GLOBALS.has(nameOf(node.object))) return member;
  }
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && (node.arguments as readonly unknown[]).length === 0)
    return 'new Date()';
  if (node.type !== 'CallExpression') return null;
  const callee = nameOf(node.callee);
  return callee === 'Date' || IMPURE_GLOBALS.has(callee) ? `${callee}()` : null;
}

/** What a source reads of the clock, of chance or of the world around it: `Date.now`, `new Date()`, `Math.random` and the like. */
export function impurities(source: string): string[] {
  return [...nodesOf(parse(source, false))].flatMap((node) => impurityOf(node) ?? []);
}
