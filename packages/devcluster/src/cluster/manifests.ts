import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubernetesObject } from '@greenroom/controller-runtime';
import { parseAllDocuments } from 'yaml';
import { packageDirectory } from '../packageDirectory';

const MANIFESTS_DIRECTORY = join(packageDirectory, 'manifests');
/** What an administrator applies to any cluster: this one is like others. */
const DEPLOY_DIRECTORY = join(packageDirectory, '../../deploy');

/** Which of the package's manifests a cluster gets. */
export interface ManifestSelection {
  nodes: boolean;
  crds: 'none' | 'operators';
}

/** The objects of the package's manifests and of those that are shipped, in no particular order. */
export async function loadManifests(
  selection: ManifestSelection,
): Promise<KubernetesObject[]> {
  const files = [
    join(MANIFESTS_DIRECTORY, 'base.yaml'),
    ...(await yamlFilesIn(DEPLOY_DIRECTORY)),
    ...(selection.nodes ? [join(MANIFESTS_DIRECTORY, 'nodes.yaml')] : []),
    ...(selection.crds === 'operators'
      ? await yamlFilesIn(join(MANIFESTS_DIRECTORY, 'crds'))
      : []),
  ];
  const objects = await Promise.all(files.map(readObjects));
  return objects.flat();
}

/** Paths of the files that tell kwok how nodes, pods and volumes behave. */
export function stageFiles(): Promise<string[]> {
  return yamlFilesIn(join(MANIFESTS_DIRECTORY, 'stages'));
}

/** What kwok answers for the log of any container: lines that say that they are simulated. */
export function simulatedLogs(): KubernetesObject & { spec: object } {
  const file = (name: string) => join(MANIFESTS_DIRECTORY, 'logs', name);
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'ClusterLogs',
    metadata: { name: 'greenroom-simulated' },
    spec: {
      logs: [
        {
          logsFile: file('current.txt'),
          previousLogsFile: file('previous.txt'),
        },
      ],
    },
  };
}

async function yamlFilesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => join(directory, name));
}

async function readObjects(file: string): Promise<KubernetesObject[]> {
  const documents = parseAllDocuments(await readFile(file, 'utf8'));
  return documents.map(document => {
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    return document.toJS() as KubernetesObject;
  });
}
