import {
  KubernetesObject,
  Manifest,
} from '@greenroom/backstage-plugin-greenroom-node';

/** An object that goes when its declaration goes. */
export function owned(object: KubernetesObject): Manifest {
  return { object, onDelete: 'delete' };
}

/** An object that holds data, and so stays unless deletion of data is asked for. */
export function retained(object: KubernetesObject): Manifest {
  return { object, onDelete: 'retain' };
}
