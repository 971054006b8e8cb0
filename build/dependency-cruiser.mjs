// Who may import whom. The map is data; the rules below are made from it, and each message says what is allowed.

/** electron/backend: folder -> what it may import of the backend besides itself. A folder that is missing here may import nothing. */
const BACKEND = {
  lib: [],
  config: ['lib'],
  link: ['lib'],
  collectors: ['lib'],
  records: ['lib'],
  storage: ['lib', 'records'],
  jobs: ['lib'],
  events: ['lib', 'storage'],
  http: ['lib', 'config', 'storage', 'events'],
  features: ['lib', 'config', 'storage', 'events', 'jobs', 'http'],
  pipeline: ['lib', 'link', 'storage', 'events', 'features', 'poller/messages.ts', 'receiver/messages.ts'],
  poller: ['lib', 'config', 'link', 'collectors'],
  receiver: ['lib', 'config', 'link', 'records'],
  lab: ['lib', 'config'],
  supervisor: ['lib', 'config', 'link', 'lab'],
  station: [
    ...['lib', 'config', 'link', 'storage', 'jobs', 'events', 'http', 'features', 'pipeline', 'lab'],
    ...['poller/messages.ts', 'receiver/messages.ts'],
  ],
};

/** renderer: folder -> what it may import of the renderer besides itself. */
const RENDERER = {
  styles: [],
  i18n: [],
  lib: ['i18n'],
  components: ['lib', 'i18n'],
  features: ['components', 'lib', 'i18n'],
  app: ['features', 'components', 'lib', 'i18n', 'styles'],
};

/** Tests sit beside the source and may reach for vitest, builders and insides. */
const TEST = '(\\.test\\.tsx?$|/testing/)';

const escaped = (text) => text.replaceAll('.', '\\.');
const inside = (root, part) => `^${root}/${escaped(part)}${part.endsWith('.ts') ? '$' : '/'}`;

/** One rule per folder of a layer map. */
function layers(root, map) {
  return Object.entries(map).map(([folder, allowed]) => ({
    name: `${root.replaceAll('/', '-')}-${folder}`,
    comment: `${root}/${folder} may import ${allowed.length > 0 ? `${allowed.join(', ')} and itself` : 'only itself'} of ${root}/.`,
    severity: 'error',
    from: { path: `^${root}/${folder}/`, pathNot: TEST },
    to: { path: `^${root}/`, pathNot: [folder, ...allowed].map((part) => inside(root, part)) },
  }));
}

/** A folder nobody named in its map has no rule of its own, so only tests may import it (builders live in testing/). */
function noStrangers(root, map) {
  const known = Object.keys(map).map((folder) => inside(root, folder));
  return {
    name: `${root.replaceAll('/', '-')}-strangers`,
    comment: `Every folder of ${root}/ has its line in the map of build/dependency-cruiser.mjs.`,
    severity: 'error',
    from: { pathNot: TEST },
    to: { path: `^${root}/[^/]+/`, pathNot: known },
  };
}

/** Features meet through their doors. */
function doors(root) {
  return [
    {
      name: `${root.replaceAll('/', '-')}-features-meet-at-index`,
      comment: 'A feature uses another one only through its index.ts.',
      severity: 'error',
      from: { path: `^${root}/features/([^/]+)/`, pathNot: TEST },
      to: { path: `^${root}/features/`, pathNot: [`^${root}/features/$1/`, `^${root}/features/[^/]+/index\\.tsx?$`] },
    },
    {
      name: `${root.replaceAll('/', '-')}-features-have-doors`,
      comment: 'Whatever lies outside the features enters one only through its index.ts.',
      severity: 'error',
      from: { path: `^${root}/`, pathNot: [`^${root}/features/`, TEST] },
      to: { path: `^${root}/features/`, pathNot: `^${root}/features/[^/]+/index\\.tsx?$` },
    },
  ];
}

const forbidden = [
  {
    name: 'no-cycles',
    comment: 'No module may lead back to itself, not even by types: move what both need below both.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolves',
    comment: 'An import that leads nowhere would be invisible to every other rule.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'domain-is-pure',
    comment: 'shared/domain may import only shared/domain: no package, no Node, no contract.',
    severity: 'error',
    from: { path: '^shared/domain/', pathNot: TEST },
    to: { pathNot: '^shared/domain/' },
  },
  {
    name: 'contracts-are-shared',
    comment: 'shared/contracts may import shared/ and zod.',
    severity: 'error',
    from: { path: '^shared/contracts/', pathNot: TEST },
    to: { pathNot: ['^shared/', '^node_modules/zod/'] },
  },
  {
    name: 'backend-is-plain-node',
    comment: 'The backend never imports electron, the shell, the renderer or anything that needs a page.',
    severity: 'error',
    from: { path: '^electron/backend/' },
    to: { path: ['^electron/(main|preload)/', '^renderer/', '^node_modules/(electron|react|react-dom|antd|echarts|cytoscape)/'] },
  },
  {
    name: 'collectors-only-observe',
    comment: 'A collector decides nothing and stores nothing: no database, no HTTP server, no alarms.',
    severity: 'error',
    from: { path: '^electron/backend/(collectors|poller|receiver)/', pathNot: TEST },
    to: { path: ['^node_modules/(better-sqlite3|kysely|fastify|@fastify)/', '^shared/domain/(alarm|audit|access)/'] },
  },
  {
    name: 'shell-is-thin',
    comment:
      'electron/main and electron/preload import of ours only their own folder and shared/contracts/desktop.ts; the backend is started by path.',
    severity: 'error',
    from: { path: '^electron/(main|preload)/', pathNot: TEST },
    to: { path: '^(electron|renderer|shared|test|build)/', pathNot: ['^electron/$1/', '^shared/contracts/desktop\\.ts$'] },
  },
  {
    name: 'shell-packages',
    comment: 'Of packages the shell imports electron and zod; a bundle of few parts is one that can be read.',
    severity: 'error',
    from: { path: '^electron/(main|preload)/', pathNot: TEST },
    to: { path: '^node_modules/', pathNot: '^node_modules/(electron|zod)/' },
  },
  {
    name: 'renderer-is-a-page',
    comment: 'The renderer reaches the station over HTTP only: no electron, no Node, no backend.',
    severity: 'error',
    from: { path: '^renderer/', pathNot: TEST },
    to: { path: ['^electron/', '^node_modules/electron/'] },
  },
  {
    name: 'renderer-has-no-node',
    comment: 'The page runs in a browser: it has none of the modules of Node.',
    severity: 'error',
    from: { path: '^renderer/', pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'workbooks-behind-their-port',
    comment:
      'Workbooks are read and made in their worker: others ask renderer/lib/workbook/client.ts, and only that folder knows the library.',
    severity: 'error',
    from: { path: '^(shared|electron|renderer)/', pathNot: [TEST, '^renderer/lib/workbook/'] },
    to: { path: ['^node_modules/@cj-tech-master/', '^renderer/lib/workbook/(read|write|unpack|worker)\\.ts$'] },
  },
  {
    name: 'product-needs-no-tests',
    comment: 'Nothing that ships imports test/ or build/.',
    severity: 'error',
    from: { path: '^(shared|electron|renderer)/', pathNot: [TEST, '^renderer/[^/]*stories'] },
    to: { path: '^(test|build)/' },
  },
  ...layers('electron/backend', BACKEND),
  noStrangers('electron/backend', BACKEND),
  ...doors('electron/backend'),
  ...layers('renderer', RENDERER),
  noStrangers('renderer', RENDERER),
  ...doors('renderer'),
];

// The swc parser: with the compiler of TypeScript 7 the cruiser sees no module at all and reports success.
export default {
  forbidden,
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: ['^dist/', '^release/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
