import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { ROOT } from './paths.ts';

interface Configuration {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

/** One import that the map forbids, with the sentence that says what is allowed. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly allowed: string;
}

export interface Layers {
  /** Modules of ours that were looked at. None looked at is no success: see the parser in build/dependency-cruiser.mjs. */
  readonly modules: readonly string[];
  readonly dependencies: number;
  readonly violations: readonly Violation[];
  /** Names of the rules that were asked. */
  readonly rules: readonly string[];
}

const CONFIGURATION = new URL('../../dependency-cruiser.mjs', import.meta.url);
const SOURCES = ['shared', 'electron', 'renderer'];

/** Cruises the sources below `root` (the clone, or a fixture laid out like it) by the rules of build/dependency-cruiser.mjs. */
export async function cruiseLayers(root: string = ROOT, sources: readonly string[] = SOURCES): Promise<Layers> {
  const { default: configuration } = (await import(CONFIGURATION.href)) as { default: Configuration };
  const options: ICruiseOptions = {
    ...configuration.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: configuration.forbidden },
  };
  const { output } = await cruise([...sources], options);
  const { modules, summary } = output as ICruiseResult;
  const allowed = new Map(configuration.forbidden.map((rule) => [rule.name ?? '', rule.comment ?? '']));
  const ours = modules.filter(({ source }) => sources.some((folder) => source.startsWith(`${folder}/`)));
  return {
    modules: ours.map(({ source }) => source),
    dependencies: ours.reduce((sum, module) => sum + module.dependencies.length, 0),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to, allowed: allowed.get(rule.name) ?? '' })),
    rules: [...allowed.keys()],
  };
}
