import {
  ANNOTATION_NONCE,
  ANNOTATION_REVISION,
} from '@greenroom/backstage-plugin-greenroom-common';
import { KubernetesObject } from '@greenroom/backstage-plugin-greenroom-node';
import { InventoryRow } from './records/InventoryRow';

/**
 * What is sent: the rendered object with its nonce, its UID once known, and the
 * revision that last changed it. The revision is not part of the hash, or every
 * revision would write every object though most change one. Operators copy the
 * annotations of their resources to pods, where another value restarts these:
 * so it stands on built-in kinds only, while the nonce stays the same as long as
 * the object lives.
 */
export function stamp(
  object: KubernetesObject,
  { nonce, uid }: Pick<InventoryRow, 'nonce' | 'uid'>,
  revision: number,
): KubernetesObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(uid && { uid }),
      annotations: {
        ...object.metadata.annotations,
        [ANNOTATION_NONCE]: nonce,
        ...(isBuiltIn(object) && { [ANNOTATION_REVISION]: String(revision) }),
      },
    },
  };
}

/** Groups of Kubernetes itself have no domain, or `k8s.io`. */
function isBuiltIn({ apiVersion }: KubernetesObject): boolean {
  const [group, version] = apiVersion.split('/');
  return !version || !group.includes('.') || group.endsWith('.k8s.io');
}
