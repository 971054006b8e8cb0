// What Electron's own default app does for `electron [-r module]... <folder>`, for the test runtime that comes without one.
const { statSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const preloads = [];
let target;
const args = process.argv.slice(1);
for (let at = 0; at < args.length && target === undefined; at += 1) {
  if (args[at] === '-r' || args[at] === '--require') preloads.push(args[++at]);
  else if (!args[at].startsWith('-')) target = resolve(args[at]);
}
for (const preload of preloads) require(resolve(preload));

if (target === undefined) {
  process.stderr.write('usage: electron <app folder>\n');
  app.exit(64);
} else if (statSync(target).isDirectory()) {
  const manifest = require(join(target, 'package.json'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(target);
  process.defaultApp = true;
  Module._load(join(target, manifest.main ?? 'index.js'), module, true);
} else {
  Module._load(target, module, true);
}
