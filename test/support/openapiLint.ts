import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Errors an OpenAPI linter finds in a document; warnings of style are not among them. */
export async function lint(document: unknown): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sw-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const cli = join(dirname(fileURLToPath(import.meta.resolve('@redocly/cli/package.json'))), 'bin', 'cli.js');
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [cli, 'lint', file, '--extends=minimal', '--format=json'],
        { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
        (_error, stdout) => resolve(stdout),
      );
    });
    const { problems } = JSON.parse(output) as { problems: readonly { severity: string; message: string }[] };
    return problems.filter((problem) => problem.severity === 'error').map((problem) => problem.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
