import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { requireConsent } from './consent.mjs';
import { Failure } from './failure.mjs';
import { root } from './paths.mjs';
import { clusterConfig, CUSTOM_RESOURCES } from './portalConfig.mjs';
import { writePrivateFile } from './privateFile.mjs';
import { step } from './progress.mjs';

const NAMESPACE = 'greenroom-system';
const TOKEN_SECONDS = 30 * 24 * 60 * 60;
const DEPLOY = path.join(root, 'deploy');
const ADMISSION = { group: 'admissionregistration.k8s.io', version: 'v1' };
const CONFIG = path.join(root, 'app-config.cluster.yaml');

/** A name that app-config takes as a key, made from a context's name. */
export function clusterName(context) {
  return (
    context
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 50) || 'cluster'
  );
}

/** The kubeconfig with its wanted context as the current one. */
export function loadKubeconfig(KubeConfig, { kubeconfig, context }) {
  const file = path.resolve(kubeconfig);
  if (!existsSync(file)) {
    throw new Failure(
      `There is no kubeconfig ${file}.`,
      'Name an existing file: --kubeconfig FILE',
    );
  }
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new Failure(
      `${file} is no kubeconfig: ${error.message}`,
      'kubectl config view --kubeconfig FILE shows what kubectl makes of it.',
      { cause: error },
    );
  }
  const wanted = context ?? config.getCurrentContext();
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(wanted)) {
    throw new Failure(
      wanted
        ? `${file} has no context "${wanted}".`
        : `${file} has no current context.`,
      `Choose one with --context NAME: ${
        names.join(', ') || '(the file has none)'
      }`,
    );
  }
  config.setCurrentContext(wanted);
  if (!config.getCurrentCluster()) {
    throw new Failure(
      `Context "${wanted}" of ${file} names a cluster that the file does not have.`,
      'kubectl config view --kubeconfig FILE shows what kubectl makes of it.',
    );
  }
  return config;
}

/** Greenroom's two accounts as objects: their namespace first, then the accounts and what they may do. */
export async function accountObjects() {
  const { parseAllDocuments } = await import('yaml');
  return ['accounts.yaml', ...readdirSync(DEPLOY).sort()]
    .filter((file, index, files) => files.indexOf(file) === index)
    .map(file => readFileSync(path.join(DEPLOY, file), 'utf8'))
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS());
}

const label = ({ kind, metadata }) =>
  metadata.namespace
    ? `${kind} ${metadata.namespace}/${metadata.name}`
    : `${kind} ${metadata.name}`;

/** Turns an error of the client into a Failure that says which call was refused. */
function refused(what, error) {
  const code = error.code ?? error.statusCode;
  const known = {
    401: 'the credentials are not accepted',
    403: 'your user may not do that',
  }[code];
  return new Failure(
    `${what}: ${known ?? error.cause?.message ?? error.message}.`,
    'Check the context (--context NAME) and your rights: creating the accounts needs those of a cluster administrator.',
    { cause: error },
  );
}

async function find(client, object) {
  try {
    return await client.read(object);
  } catch (error) {
    if (error.code === 404) {
      return undefined;
    }
    throw refused(`Could not look for ${label(object)}`, error);
  }
}

/** What a role allows, or a policy admits; undefined where that is not for us to say. */
function contentOf({ rules, spec }) {
  const parts =
    rules?.map(({ apiGroups, resources, resourceNames, verbs }) => [
      apiGroups,
      resources,
      resourceNames,
      verbs,
    ]) ??
    spec?.validations?.map(({ expression, message }) => [expression, message]);
  return parts
    ?.map(part => JSON.stringify(part))
    .sort()
    .join();
}

/** Whether a role or policy on the cluster says something else than the one that we ship. */
export function isOutdated(shipped, found) {
  const content = contentOf(shipped);
  return content !== undefined && content !== contentOf(found);
}

/** Creates what is missing of the accounts, with consent; roles of another version are changed only by `--yes`. */
async function provideAccounts(client, options, server, { objects, stopping }) {
  const missing = [];
  const outdated = [];
  for (const object of objects) {
    const found = await find(client, object);
    if (!found) {
      missing.push(object);
    } else if (isOutdated(object, found)) {
      outdated.push(object);
    }
  }
  if (missing.length > 0) {
    await requireConsent({
      details: `Greenroom needs two accounts of its own on ${server}.\nIt would create, and change nothing that exists:\n${list(
        missing,
      )}`,
      question: 'Create them?',
      yes: options.yes,
      stopping,
    });
    for (const object of missing) {
      await client.create(object).catch(error => {
        throw refused(`Could not create ${label(object)}`, error);
      });
    }
    process.stderr.write(`✔ Created ${missing.length} objects\n`);
  }
  if (outdated.length > 0 && !options.yes) {
    process.stderr.write(
      `! These differ from what this version of Greenroom ships; --yes brings them up to date:\n${list(
        outdated,
      )}\n`,
    );
  } else if (outdated.length > 0) {
    for (const object of outdated) {
      await client.patch(object).catch(error => {
        throw refused(`Could not change ${label(object)}`, error);
      });
    }
    process.stderr.write(`✔ Brought up to date:\n${list(outdated)}\n`);
  }
}

const list = objects => objects.map(object => `  ${label(object)}`).join('\n');

async function tokenFor(core, account) {
  const { status } = await core
    .createNamespacedServiceAccountToken({
      namespace: NAMESPACE,
      name: account,
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { audiences: [], expirationSeconds: TOKEN_SECONDS },
      },
    })
    .catch(error => {
      throw refused(`Could not get a token for ${NAMESPACE}/${account}`, error);
    });
  return status;
}

/** Those that the cluster can have: policies came with Kubernetes 1.30. */
async function possible(objects, custom) {
  const { resources } = await custom
    .getAPIResources(ADMISSION)
    .catch(() => ({ resources: [] }));
  const isPolicy = ({ apiVersion }) => apiVersion.startsWith(ADMISSION.group);
  if (resources.some(({ kind }) => kind === 'ValidatingAdmissionPolicy')) {
    return objects;
  }
  process.stderr.write(
    '! The cluster has no ValidatingAdmissionPolicy (Kubernetes 1.30): deploy/admission.yaml is left out.\n',
  );
  return objects.filter(object => !isPolicy(object));
}

async function servedResources(custom) {
  const served = await Promise.all(
    CUSTOM_RESOURCES.map(async resource => {
      const list = await custom
        .getAPIResources({
          group: resource.group,
          version: resource.apiVersion,
        })
        .catch(() => ({ resources: [] }));
      return list.resources.some(({ name }) => name === resource.plural);
    }),
  );
  return CUSTOM_RESOURCES.filter((_, index) => served[index]);
}

/** A certificate authority as app-config wants it, from either of the two ways a kubeconfig has. */
function authority(cluster) {
  return (
    cluster.caData ??
    (cluster.caFile && readFileSync(cluster.caFile).toString('base64'))
  );
}

/**
 * The portal on a cluster that exists. Creates there nothing but Greenroom's accounts, and those only
 * with consent; writes `app-config.cluster.yaml` with fresh tokens for them.
 */
export async function existingCluster(options, stopping) {
  const { KubeConfig, KubernetesObjectApi, CoreV1Api, CustomObjectsApi } =
    await import('@kubernetes/client-node');
  const kubeconfig = loadKubeconfig(KubeConfig, options);
  const cluster = kubeconfig.getCurrentCluster();
  const context = kubeconfig.getCurrentContext();
  const core = kubeconfig.makeApiClient(CoreV1Api);
  const custom = kubeconfig.makeApiClient(CustomObjectsApi);

  await provideAccounts(
    KubernetesObjectApi.makeApiClient(kubeconfig),
    options,
    cluster.server,
    { objects: await possible(await accountObjects(), custom), stopping },
  );
  const { config, expires } = await step(
    `Connecting to ${cluster.server}`,
    async () => {
      const [reader, greenroom, customResources] = await Promise.all([
        tokenFor(core, 'portal-reader'),
        tokenFor(core, 'greenroom'),
        servedResources(custom),
      ]);
      return {
        expires: new Date(greenroom.expirationTimestamp),
        config: clusterConfig({
          name: clusterName(context),
          url: cluster.server,
          caData: authority(cluster),
          skipTLSVerify: cluster.skipTLSVerify,
          readerToken: reader.token,
          greenroomToken: greenroom.token,
          simulated: false,
          customResources,
        }),
      };
    },
  );
  writePrivateFile(
    CONFIG,
    `# Written by npm start -- --kubeconfig. Its tokens end on ${expires.toISOString()}; another start renews them.\n${JSON.stringify(
      config,
      null,
      2,
    )}\n`,
  );
  return {
    simulated: false,
    kubeconfig: path.resolve(options.kubeconfig),
    description: `${context} at ${
      cluster.server
    }; tokens until ${expires.toLocaleDateString(
      'en-CA',
    )}, renewed by each start`,
    configFiles: [CONFIG],
    children: [],
    config: {},
  };
}
