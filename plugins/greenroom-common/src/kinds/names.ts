import { z } from 'zod';

/** Longest name whose derived object and entity names (`<name>-predictor`, `<name>-model`) stay within 63 characters. */
export const NAME_MAX_LENGTH = 48;

/**
 * Name of an asset: an RFC 1123 label that starts with a letter, because
 * Services and InferenceServices are named after it.
 */
export const assetName = z
  .string()
  .min(1, 'must not be empty')
  .max(NAME_MAX_LENGTH, `must have at most ${NAME_MAX_LENGTH} characters`)
  .regex(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    'must consist of lower case letters, digits and "-", start with a letter and end with a letter or digit',
  );

/** Namespaces of the cluster, of what serves the projects, and our own. */
const RESERVED_NAMESPACE =
  /^(kube(-.*|flow|rnetes-.*)?|kserve|openshift(-.*)?|opendatahub|redhat-.*|default|greenroom-system|backstage|knative-.*|istio-system|envoy-gateway-system|ingress-nginx|monitoring)$/;

/** Name of a project, which is also its namespace: namespaces of the platform are refused. */
export const projectName = assetName.refine(
  name => !RESERVED_NAMESPACE.test(name),
  'is reserved for the platform',
);

/** Name of a namespace that a project may live in: those of the platform are refused. */
export const namespaceName = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be the name of a namespace: lower case letters, digits and "-"',
  )
  .refine(
    name => !RESERVED_NAMESPACE.test(name),
    'is reserved for the platform',
  );

/**
 * Full entity reference of a user or group, e.g. `group:default/fraud`. What
 * people own as is compared with it, and that is always in lower case.
 */
export const ownerRef = z
  .string()
  .max(200)
  .regex(
    /^(user|group):[a-z0-9][-a-z0-9_.]*\/[a-z0-9][-a-z0-9_.]*$/,
    'must be a full entity reference in lower case, such as "group:default/fraud"',
  );

/** Name of a Secret, a ConfigMap and most other objects of Kubernetes. */
export const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must consist of lower case letters, digits, "-" and "."',
  );

/** Name of an entry of a platform standard. */
export const standardName = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must consist of lower case letters, digits, "-" and "."',
  );

export const title = z.string().trim().min(1, 'must not be empty').max(100);
export const description = z.string().max(2000);
