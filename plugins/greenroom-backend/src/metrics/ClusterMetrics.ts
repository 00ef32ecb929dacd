import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AcceleratorActivity,
  activityQuery,
  lookBack,
  readActivity,
} from './acceleratorActivity';
import { PrometheusClient } from './PrometheusClient';
import { MetricsSource } from './PrometheusConnection';
import { Reading, Remembered } from './Remembered';
import { ClaimFigures, readVolumes, volumeQuery } from './volumeFigures';

/** Prometheus itself knows it as late, as seldom as it scrapes. */
const FRESH_MS = 60_000;
/** After that it is not shown any more, not even as old. */
const KEEP_MS = 10 * 60_000;
const RETRY_MS = 15_000;

/**
 * Figures of one cluster from its Prometheus. It is asked when somebody wants
 * to know, and then for all who do: volumes of the whole cluster at most once a
 * minute, accelerators as often for the pods of one asset.
 */
export class ClusterMetrics {
  readonly #source: MetricsSource;
  readonly #client: PrometheusClient;
  readonly #volumes: Remembered<ClaimFigures>;
  readonly #activities: Remembered<AcceleratorActivity | undefined>;
  readonly #now: () => number;

  constructor(
    source: MetricsSource,
    options: { cluster: string; logger: LoggerService; now?: () => number },
  ) {
    this.#source = source;
    this.#client = new PrometheusClient(source);
    this.#now = options.now ?? Date.now;
    const patience = {
      freshMs: FRESH_MS,
      keepMs: KEEP_MS,
      retryMs: RETRY_MS,
      now: this.#now,
    };
    this.#volumes = new Remembered({ ...patience, ...teller(options) });
    this.#activities = new Remembered({ ...patience, ...teller(options) });
  }

  /** How full the cluster's volumes are, as far as Prometheus is told. */
  volumes(): Promise<Reading<ClaimFigures>> {
    return this.#volumes.get('', async () =>
      readVolumes(await this.#client.query(volumeQuery(this.#source.labels))),
    );
  }

  /**
   * How busy the accelerators of some pods are; undefined when Prometheus is not told.
   *
   * @param pods - at least one
   */
  activity(
    namespace: string,
    pods: readonly string[],
  ): Promise<Reading<AcceleratorActivity | undefined>> {
    const { acceleratorMetrics, labels } = this.#source;
    const sorted = [...pods].sort();
    return this.#activities.get(`${namespace}/${sorted}`, async () => {
      const range = lookBack(this.#now());
      const [series] = await this.#client.queryRange(
        activityQuery(acceleratorMetrics, namespace, sorted, labels),
        range,
      );
      return readActivity(series?.samples ?? [], range);
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** Says in the log what is wrong, once. */
function teller({
  cluster,
  logger,
}: {
  cluster: string;
  logger: LoggerService;
}) {
  let said: string | undefined;
  return {
    onError: ({ message }: Error) => {
      if (message !== said) logger.warn(`Cluster '${cluster}': ${message}`);
      said = message;
    },
    onAnswer: () => {
      said = undefined;
    },
  };
}
