/** Resources besides the built-in ones that the Kubernetes tab of an entity shows. */
export const CUSTOM_RESOURCES = [
  { group: 'kubeflow.org', apiVersion: 'v1', plural: 'notebooks' },
  {
    group: 'serving.kserve.io',
    apiVersion: 'v1beta1',
    plural: 'inferenceservices',
  },
];

/**
 * What only the machine knows: where the portal listens and where it keeps its data.
 *
 * @param {{ url: string, port: number, database: string, installationId: string }} machine
 */
export function machineConfig({ url, port, database, installationId }) {
  return {
    app: { baseUrl: url },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      database: { connection: { directory: database } },
    },
    greenroom: { installation: { id: installationId } },
  };
}

/**
 * How the portal reaches a cluster: the Kubernetes plugin with its read-only account, Greenroom with
 * its own. Only clusters that serve the custom resources are asked for them.
 *
 * @param {{ name: string, url: string, caData?: string, skipTLSVerify?: boolean, readerToken: string, greenroomToken: string, prometheus?: string, simulated: boolean, customResources?: object[] }} cluster
 */
export function clusterConfig({
  name,
  url,
  caData,
  skipTLSVerify,
  readerToken,
  greenroomToken,
  prometheus,
  simulated,
  customResources = CUSTOM_RESOURCES,
}) {
  return {
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name,
              url,
              authProvider: 'serviceAccount',
              serviceAccountToken: readerToken,
              ...(caData && { caData }),
              ...(skipTLSVerify && { skipTLSVerify }),
              skipMetricsLookup: true,
              customResources,
            },
          ],
        },
      ],
    },
    greenroom: {
      clusters: {
        [name]: {
          serviceAccountToken: greenroomToken,
          ...(prometheus && { prometheus: { url: prometheus } }),
          ...(simulated && { simulated: true }),
        },
      },
    },
  };
}

/** Merges configuration objects; later ones win, objects deeply, everything else whole. */
export function mergeConfig(...configs) {
  const isObject = value =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return configs.reduce((merged, config) => {
    const result = { ...merged };
    for (const [key, value] of Object.entries(config)) {
      result[key] =
        isObject(value) && isObject(result[key])
          ? mergeConfig(result[key], value)
          : value;
    }
    return result;
  }, {});
}
