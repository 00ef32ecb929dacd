import {
  ANNOTATION_ASSET,
  AssetRef,
  kubernetesId,
  LABEL_PROJECT,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
const KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';
const KUBERNETES_SELECTOR = 'backstage.io/kubernetes-label-selector';

/**
 * Annotations with which Greenroom's cards and the Kubernetes tab find an asset.
 * @param cluster when unknown, the Kubernetes tab looks on every cluster
 * @param namespace where its objects are
 */
export function assetAnnotations(
  ref: AssetRef,
  cluster?: string,
  namespace: string = ref.project,
): Record<string, string> {
  return {
    [ANNOTATION_ASSET]: stringifyAssetRef(ref),
    [KUBERNETES_NAMESPACE]: namespace,
    ...(ref.kind === 'Project'
      ? { [KUBERNETES_SELECTOR]: `${LABEL_PROJECT}=${ref.project}` }
      : { [KUBERNETES_ID]: kubernetesId(ref) }),
    ...(cluster && { [KUBERNETES_CLUSTER]: cluster }),
  };
}
