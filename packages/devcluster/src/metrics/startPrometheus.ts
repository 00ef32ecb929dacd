import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { waitFor } from '../cluster/waitFor';
import { ComponentProcess } from '../process/ComponentProcess';
import { Guardian } from '../process/Guardian';

const START_TIMEOUT = 60_000;

/** Something on loopback that answers `/metrics`. */
export interface ScrapeTarget {
  job: string;
  /** `127.0.0.1:9100` */
  address: string;
  /** Labels of its series, beside `job` and `instance`. */
  labels?: Record<string, string>;
}

export interface PrometheusOptions {
  /** The program: see `ensurePrometheus`. */
  program: string;
  /** Where it keeps its configuration and its data. */
  directory: string;
  port: number;
  targets: readonly ScrapeTarget[];
  /** Default: in the folder. */
  logFile?: string;
  /** Default: 5 s, so that nobody who develops waits long. */
  scrapeSeconds?: number;
  signal?: AbortSignal;
}

/** A Prometheus that scrapes what it was told to. */
export interface RunningPrometheus {
  /** On loopback. */
  readonly url: string;
  readonly pid: number | undefined;
  /** Rejects, with the end of its log, when it ends by itself; never resolves. */
  readonly failure: Promise<never>;
  /** Ends it and waits for that. The data stays. */
  stop(): Promise<void>;
}

/** Starts Prometheus on loopback, and resolves when it answers. It ends with this process, however that ends. */
export async function startPrometheus(
  options: PrometheusOptions,
): Promise<RunningPrometheus> {
  const { directory, port, program, signal } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const config = join(directory, 'prometheus.yml');
  await writeFile(config, prometheusConfig(options), { mode: 0o600 });
  const component = new ComponentProcess({
    name: 'prometheus',
    program,
    args: prometheusArguments({ directory, config, port }),
    cwd: directory,
    logFile: options.logFile ?? join(directory, 'prometheus.log'),
  });
  const guardian = new Guardian();
  if (component.pid !== undefined) guardian.watch(component.pid);
  const stop = async () => {
    await component.stop();
    await guardian.disarm();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([
      component.failure,
      waitFor(
        'the start of Prometheus',
        async () => (await fetch(`${url}/-/ready`)).ok || undefined,
        { timeoutMs: START_TIMEOUT, signal },
      ),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: component.pid, failure: component.failure, stop };
}

/** It honours labels, as those of kubelets and exporters have to be. */
export function prometheusConfig({
  targets,
  scrapeSeconds = 5,
}: Pick<PrometheusOptions, 'targets' | 'scrapeSeconds'>): string {
  return stringify({
    global: {
      scrape_interval: `${scrapeSeconds}s`,
      scrape_timeout: `${scrapeSeconds}s`,
    },
    scrape_configs: targets.map(({ job, address, labels }) => ({
      job_name: job,
      honor_labels: true,
      static_configs: [{ targets: [address], ...(labels && { labels }) }],
    })),
  });
}

function prometheusArguments({
  directory,
  config,
  port,
}: {
  directory: string;
  config: string;
  port: number;
}): string[] {
  return [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(directory, 'data')}`,
    '--storage.tsdb.retention.time=2d',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ];
}
