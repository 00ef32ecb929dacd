import {
  ProjectTier,
  ResolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Variable } from './environment';

/** What the project's tier gives every workload. Of what a tier does not set nothing is rendered. */
export interface TierParts {
  variables: Variable[];
  volumes: object[];
  mounts: object[];
  /** Fields of the pod itself. */
  pod: { imagePullSecrets?: { name: string }[] };
}

const CA_VOLUME = 'greenroom-ca';
const CA_DIRECTORY = '/etc/greenroom/ca';

/** Where tools look for the certificates that they trust. */
const CA_VARIABLES = [
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'PIP_CERT',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
  'AWS_CA_BUNDLE',
];

/** What is in the cluster is never reached by a proxy. */
const DIRECT = ['localhost', '127.0.0.1', '.svc', '.cluster.local'];

export function tierParts({ tier: given }: ResolvedStandards): TierParts {
  const tier: Given = given ?? {};
  const { caBundle, pullSecrets } = tier;
  return {
    variables: [
      ...proxyVariables(tier),
      ...mirrorVariables(tier),
      ...(caBundle
        ? CA_VARIABLES.map(name => ({
            name,
            value: `${CA_DIRECTORY}/${caBundle.key}`,
          }))
        : []),
    ],
    volumes: caBundle
      ? [
          {
            name: CA_VOLUME,
            configMap: {
              name: caBundle.configMap,
              items: [{ key: caBundle.key, path: caBundle.key }],
            },
          },
        ]
      : [],
    mounts: caBundle
      ? [{ name: CA_VOLUME, mountPath: CA_DIRECTORY, readOnly: true }]
      : [],
    pod: pullSecrets?.length
      ? { imagePullSecrets: pullSecrets.map(name => ({ name })) }
      : {},
  };
}

type Given = Pick<
  ProjectTier,
  'caBundle' | 'mirrors' | 'proxy' | 'pullSecrets'
>;

/** Tools disagree on the case, so both are set. */
function proxyVariables({ proxy }: Given): Variable[] {
  if (!proxy?.http && !proxy?.https) return [];
  const direct = [...DIRECT, ...(proxy.noProxy ?? [])].join(',');
  return set({
    HTTP_PROXY: proxy.http,
    HTTPS_PROXY: proxy.https,
    NO_PROXY: direct,
    http_proxy: proxy.http,
    https_proxy: proxy.https,
    no_proxy: direct,
  });
}

function mirrorVariables({ mirrors }: Given): Variable[] {
  return set({
    PIP_INDEX_URL: mirrors?.pip,
    UV_DEFAULT_INDEX: mirrors?.pip,
    CONDA_CHANNEL_ALIAS: mirrors?.conda,
    NPM_CONFIG_REGISTRY: mirrors?.npm,
    HF_ENDPOINT: mirrors?.huggingFace,
  });
}

function set(values: Record<string, string | undefined>): Variable[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
}
