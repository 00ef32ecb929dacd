export interface ForeignNotebookOptions {
  title?: string;
  image?: string;
  requests?: { cpu: string; memory: string };
  /** Claims by the directories that they are mounted in. */
  claims?: Readonly<Record<string, string>>;
}

/** A Notebook as Open Data Hub's dashboard makes one for Ada, fit for a namespace of Pod Security `restricted`. */
export function aForeignNotebook(
  namespace: string,
  name: string,
  {
    title = 'Their notebook',
    image = 'registry.example.org/pytorch:1',
    requests = { cpu: '100m', memory: '128Mi' },
    claims = {},
  }: ForeignNotebookOptions = {},
) {
  const mounts = Object.entries(claims);
  return {
    apiVersion: 'kubeflow.org/v1',
    kind: 'Notebook',
    metadata: {
      name,
      namespace,
      labels: { app: name, 'opendatahub.io/dashboard': 'true' },
      annotations: {
        'openshift.io/display-name': title,
        'opendatahub.io/username': 'ada',
      },
    },
    spec: {
      template: {
        spec: {
          securityContext: {
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name,
              image,
              resources: { requests },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: mounts.map(([mountPath, claim]) => ({
                name: claim,
                mountPath,
              })),
            },
          ],
          volumes: mounts.map(([, claimName]) => ({
            name: claimName,
            persistentVolumeClaim: { claimName },
          })),
        },
      },
    },
  };
}
