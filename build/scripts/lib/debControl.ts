/** What the packer says about a Debian package on the command line of fpm, as far as we use it. */
export interface DebRequest {
  readonly fields: Readonly<Record<string, string>>;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  /** Source and place in the package; a source that ends in `/` is a folder whose content goes there. */
  readonly contents: readonly (readonly [from: string, to: string])[];
}

const WITHOUT_VALUE = new Set(['--force', '--debug', '--deb-no-default-config-files']);
const SHORT: Readonly<Record<string, string>> = { '-s': 'input', '-t': 'output', '-d': 'depends' };

/** Reads fpm's arguments; throws on what it does not know. */
export function parseFpmArguments(args: readonly string[]): DebRequest {
  const fields: Record<string, string> = {};
  const lists: Record<'depends' | 'deb-recommends', string[]> = { depends: [], 'deb-recommends': [] };
  const contents: (readonly [string, string])[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (WITHOUT_VALUE.has(arg)) continue;
    const at = arg.lastIndexOf('=');
    if (!arg.startsWith('-')) {
      if (at < 0) throw new Error(`fpm: no place for ${arg}`);
      contents.push([arg.slice(0, at), arg.slice(at + 1)]);
      continue;
    }
    const [name = '', inline] = arg.startsWith('--') ? arg.slice(2).split(/=(.*)/s) : [SHORT[arg]];
    const value = inline ?? rest.shift();
    if (name === '' || value === undefined) throw new Error(`fpm: ${arg} is not understood`);
    if (name === 'depends' || name === 'deb-recommends') lists[name].push(value);
    else fields[name] = value;
  }
  if (fields.output !== 'deb') throw new Error(`fpm: cannot make ${fields.output}`);
  return { fields, depends: lists.depends, recommends: lists['deb-recommends'], contents };
}

function field(name: string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [`${name}: ${value}`];
}

/** The control file (Debian Policy 5.3); `installedKib` is the size on disk in KiB. */
export function controlFile({ fields, depends, recommends }: DebRequest, installedKib: number): string {
  const [synopsis = '', ...description] = (fields.description ?? '').trim().split('\n');
  return [
    ...field('Package', fields.name),
    ...field('Version', fields.version),
    ...field('Architecture', fields.architecture),
    ...field('Maintainer', fields.maintainer),
    `Installed-Size: ${installedKib}`,
    ...field('Depends', depends.join(', ')),
    ...field('Recommends', recommends.join(', ')),
    ...field('Section', fields.category ?? 'net'),
    ...field('Priority', fields['deb-priority'] ?? 'optional'),
    ...field('Homepage', fields.url),
    `Description: ${synopsis.trim()}`,
    // An empty line inside a description is written as a dot.
    ...description.map((line) => ` ${line.trim() || '.'}`),
    '',
  ].join('\n');
}
