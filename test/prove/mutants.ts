import { createFigures } from '../support/figures.ts';
import { MUTANTS, plantOrchard } from '../support/mutants.ts';

/** Twelve named faults, each planted in a copy of the sources: a test must turn red. Arguments: names, all by default. */
const figures = createFigures('mutants');
const wanted = process.argv.slice(2);
const orchard = plantOrchard();
let caught = 0;
const chosen = MUTANTS.filter((mutant) => wanted.length === 0 || wanted.includes(mutant.name));
try {
  for (const mutant of chosen) {
    const { failed, ms } = await orchard.grow(mutant);
    if (failed > 0) caught += 1;
    figures.told(`${mutant.name}: red tests (${Math.round(ms / 100) / 10} s)`, failed, 'tests');
  }
} finally {
  orchard.remove();
}
figures.exactly('mutants caught', caught, 'of them', chosen.length);
figures.end();
