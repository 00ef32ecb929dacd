import { readFileSync } from 'node:fs';
import { Config } from '@backstage/config';
import {
  ACCELERATOR_METRICS,
  AcceleratorMetric,
  LABEL_NAME,
  MetricsSource,
} from '../metrics';

/**
 * Reads `greenroom.clusters.<name>.prometheus`.
 * @throws Error naming what is wrong
 */
export function readPrometheus(own: Config): MetricsSource | undefined {
  const config = own.getOptionalConfig('prometheus');
  if (!config) return undefined;
  return {
    url: readUrl(config.getString('url')),
    token: config.getOptionalString('token'),
    ca: readAuthority(config),
    labels: readLabels(config),
    acceleratorMetrics: readMetrics(config) ?? ACCELERATOR_METRICS,
  };
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain =
    url && !url.search && !url.hash && !url.username && !url.password;
  if (!plain || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      'prometheus.url must be an address such as "https://prometheus.example.org", without credentials, query or fragment',
    );
  }
  return text;
}

function readAuthority(config: Config): string | undefined {
  const data = config.getOptionalString('caData');
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const file = config.getOptionalString('caFile');
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`prometheus.caFile cannot be read: ${error}`);
  }
}

function readLabels(config: Config): Record<string, string> {
  const labels = config.getOptionalConfig('labels');
  return Object.fromEntries(
    (labels?.keys() ?? []).map(name => {
      if (!LABEL_NAME.test(name)) {
        throw new Error(`prometheus.labels: "${name}" is no name of a label`);
      }
      return [name, labels!.getString(name)];
    }),
  );
}

function readMetrics(config: Config): AcceleratorMetric[] | undefined {
  return config
    .getOptionalConfigArray('acceleratorMetrics')
    ?.map((entry, index) => {
      const full = entry.getNumber('full');
      if (!(full > 0)) {
        throw new Error(
          `prometheus.acceleratorMetrics[${index}].full must be more than 0, not ${full}`,
        );
      }
      return { name: entry.getString('name'), full };
    });
}
