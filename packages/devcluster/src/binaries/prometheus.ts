import { prometheusDownloads } from './downloads';
import { goBuild } from './goBuild';
import { ProgramSet } from './ProgramSet';
import { PROMETHEUS_VERSION } from './versions';

/** What a cluster can do without: nothing is measured then. */
export const prometheus: ProgramSet<'prometheus'> = {
  title: 'Prometheus',
  versions: { prometheus: PROMETHEUS_VERSION },
  key: `prometheus-${PROMETHEUS_VERSION}`,
  downloads: prometheusDownloads,
  build: (directory, options) =>
    goBuild(
      {
        title: 'Prometheus',
        module: 'prometheus',
        args: prometheusArguments(directory),
        about: 'about 3 minutes',
      },
      options,
    ),
  advice:
    'Do one of these: allow access to github.com (or set GREENROOM_PROMETHEUS_URL to a mirror); install Go 1.26 or newer (https://go.dev/dl); or put prometheus on PATH.',
};

/** Targets are named to it one by one, so all that finds them in clouds is left out: half of the work. */
export function prometheusArguments(directory: string): string[] {
  return [
    'build',
    '-v',
    '-mod=readonly',
    '-trimpath',
    '-tags=remove_all_sd',
    `-ldflags=-s -w -X github.com/prometheus/common/version.Version=${PROMETHEUS_VERSION}`,
    '-o',
    `${directory}/`,
    'tool',
  ];
}
