import { existsSync } from 'node:fs';
import { app } from 'electron';
import type { StationState } from '../../shared/contracts/desktop.ts';
import type { ShellConfig } from './config.ts';
import type { ShellLog } from './log.ts';
import { createFinder, type Finder } from './station/finder.ts';
import { type Launched, launchStation, stationProgram } from './station/launch.ts';
import { lookForStation } from './station/look.ts';
import { type FinderLoop, runFinder } from './station/loop.ts';
import type { StationRecord } from './station/record.ts';
import { zhCN } from './texts/zhCN.ts';

export interface StationWatch {
  readonly finder: Finder;
  readonly loop: FinderLoop;
}

function launcher(config: ShellConfig, log: ShellLog): () => Launched {
  const program = stationProgram({
    isPackaged: app.isPackaged,
    appPath: app.getAppPath(),
    resourcesPath: process.resourcesPath,
    platform: process.platform,
    arch: process.arch,
  });
  return () => {
    if (!existsSync(program.entry)) throw new Error(zhCN.detail.programMissing(program.entry));
    const launched = launchStation(program, config.dataFolder);
    log.write('station.launched', { pid: launched.pid });
    void launched.exited.then((exit) => log.write('station.exited', exit));
    return launched;
  };
}

/** Finds or starts the station of the data folder and watches it as long as the shell lives. */
export function watchStation(
  config: ShellConfig,
  log: ShellLog,
  onChange: (state: StationState, record: StationRecord | undefined) => void,
): StationWatch {
  const finder = createFinder(`${config.scheme}://${config.host}${config.port === 0 ? '' : `:${config.port}`}`, {
    now: Date.now,
    monotonic: () => performance.now(),
    look: (known) => lookForStation(config, known),
    launch: launcher(config, log),
    onChange: (state, record) => {
      log.write('station.state', { state: state.state, detail: state.detail, address: state.address, attempts: state.attempts });
      onChange(state, record);
    },
  });
  const loop = runFinder(finder, (error) => log.write('station.lookFailed', { message: String(error) }));
  app.once('will-quit', () => loop.stop());
  return { finder, loop };
}
