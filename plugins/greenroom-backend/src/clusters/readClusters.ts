import { readFileSync } from 'node:fs';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config, ConfigReader } from '@backstage/config';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  ClusterSite,
  clusterSite,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  ClusterConnection,
  connectionFromKubeconfig,
} from '@greenroom/controller-runtime';
import {
  ConfiguredCluster,
  PROJECT_NAMESPACES,
  ProjectNamespaces,
} from './ConfiguredCluster';
import { readExposure } from './readExposure';
import { readPrometheus } from './readPrometheus';

const LOCATORS = 'kubernetes.clusterLocatorMethods';

/**
 * Reads the clusters of app-config: name, URL and certificate authority from
 * the Kubernetes plugin's `config` locators, so that they are written once; the
 * credential from `greenroom.clusters.<name>`, because the Kubernetes plugin
 * lends its own to every user of its proxy. What is wrong with one cluster
 * makes that one `misconfigured`, never the backend fail to start.
 */
export async function readClusters(
  config: Config,
  logger: LoggerService,
): Promise<ConfiguredCluster[]> {
  const found = new Map<string, ConfiguredCluster>();
  for (const locator of config.getOptionalConfigArray(LOCATORS) ?? []) {
    const type = locator.getOptionalString('type');
    const clusters =
      type === 'config'
        ? await Promise.all(
            (locator.getOptionalConfigArray('clusters') ?? []).map(entry =>
              readCluster(entry, config, logger),
            ),
          )
        : [otherLocator(type)];
    for (const cluster of clusters) {
      if (found.has(cluster.name)) {
        logger.warn(
          `Cluster '${cluster.name}' is configured twice under ${LOCATORS}; the first one counts`,
        );
      } else {
        found.set(cluster.name, cluster);
      }
    }
  }
  return [...found.values()];
}

function otherLocator(type: string | undefined): ConfiguredCluster {
  return {
    name: `${LOCATORS}: ${type ?? 'no type'}`,
    simulated: false,
    misconfigured: `Greenroom reads clusters of type 'config' only. Repeat those it shall use under ${LOCATORS} with 'type: config'.`,
  };
}

async function readCluster(
  entry: Config,
  config: Config,
  logger: LoggerService,
): Promise<ConfiguredCluster> {
  const name = entry.getOptionalString('name') ?? '(without a name)';
  const own = ownConfig(name, config);
  const known = {
    name,
    title: entry.getOptionalString('title'),
    simulated: own?.getOptionalBoolean('simulated') ?? false,
  };
  try {
    if (!own) {
      throw new Error(
        `No credential for cluster '${name}'. Write greenroom.clusters.${name}.serviceAccountToken, or .kubeconfig with file and context.`,
      );
    }
    warnOfSharedToken(name, entry, own, logger);
    const identities = own.getOptionalConfig('projectIdentities');
    const connection = await readConnection(name, entry, own);
    warnOfUnverified(connection, logger);
    return {
      ...known,
      site: readSite(name, own),
      exposure: readExposure(own),
      metrics: readPrometheus(own),
      connection,
      projectIdentities: identities && {
        enabled: identities.getOptionalBoolean('enabled'),
        namespace: identities.getOptionalString('namespace'),
      },
      projectNamespaces: readProjectNamespaces(name, own),
    };
  } catch (error) {
    return { ...known, misconfigured: toError(error).message };
  }
}

/** Names may hold what keys of paths may not, such as the slash of an ARN, so the entry is not looked up by path. */
function ownConfig(name: string, config: Config): Config | undefined {
  const entries = config.getOptional<JsonObject>('greenroom.clusters') ?? {};
  const entry = Object.entries(entries).find(([key]) => key === name)?.[1];
  return entry === undefined
    ? undefined
    : new ConfigReader(entry as JsonObject, `greenroom.clusters.${name}`);
}

/** @throws Error naming the key that is wrong */
function readSite(name: string, own: Config): ClusterSite {
  const result = clusterSite.safeParse({
    network: own.getOptional('network'),
    members: own.getOptional('members'),
    culler: own.getOptional('culler'),
    openDataHub: own.getOptional('openDataHub'),
  });
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(
        ({ path, message }) =>
          `${['greenroom.clusters', name, ...path].join('.')}: ${message}`,
      )
      .join('; '),
  );
}

/** @throws Error naming the key */
function readProjectNamespaces(
  name: string,
  own: Config,
): ProjectNamespaces | undefined {
  const key = 'projectNamespaces';
  const said = own.getOptionalString(key);
  const known = PROJECT_NAMESPACES.find(each => each === said);
  if (known || said === undefined) return known;
  throw new Error(
    `greenroom.clusters.${name}.${key}: must be one of ${PROJECT_NAMESPACES.join(
      ', ',
    )}, not "${said}"`,
  );
}

async function readConnection(
  name: string,
  entry: Config,
  own: Config,
): Promise<ClusterConnection> {
  const kubeconfig = own.getOptionalConfig('kubeconfig');
  if (kubeconfig) {
    return {
      ...(await connectionFromKubeconfig(
        kubeconfig.getString('file'),
        kubeconfig.getOptionalString('context'),
      )),
      name,
    };
  }
  const token = own.getOptionalString('serviceAccountToken');
  if (!token) {
    throw new Error(
      `No credential for cluster '${name}'. Write greenroom.clusters.${name}.serviceAccountToken, or .kubeconfig with file and context.`,
    );
  }
  return {
    name,
    server: entry.getString('url'),
    ca: readAuthority(entry),
    skipTlsVerify: entry.getOptionalBoolean('skipTLSVerify'),
    token,
  };
}

function readAuthority(entry: Config): string | undefined {
  const data = entry.getOptionalString('caData');
  if (data) {
    return Buffer.from(data, 'base64').toString('utf8');
  }
  const file = entry.getOptionalString('caFile');
  return file ? readFileSync(file, 'utf8') : undefined;
}

function warnOfUnverified(
  { name, skipTlsVerify }: ClusterConnection,
  logger: LoggerService,
): void {
  if (skipTlsVerify) {
    logger.warn(
      `Cluster '${name}': its certificate is not verified (skipTLSVerify), so whoever is on the way gets Greenroom's token. Give its certificate authority as caData instead.`,
    );
  }
}

function warnOfSharedToken(
  name: string,
  entry: Config,
  own: Config,
  logger: LoggerService,
): void {
  const token = own.getOptionalString('serviceAccountToken');
  if (token && token === entry.getOptionalString('serviceAccountToken')) {
    logger.warn(
      `Cluster '${name}': Greenroom and the Kubernetes plugin use the same token. ` +
        'Everybody who may use the Kubernetes proxy can then write to the cluster as Greenroom. ' +
        'Give the Kubernetes plugin a read-only ServiceAccount of its own.',
    );
  }
}
