import { ResolvedConnection } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aRenderContext,
  aWorkbench,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { notebookWorkbench } from '../targets/kubeflow-notebook';
import { statefulSetWorkbench } from '../targets/statefulset';

const models: ResolvedConnection = {
  name: 'models-s3',
  type: 's3',
  secret: 'models-s3',
  own: true,
};
const theirs: ResolvedConnection = {
  name: 'db',
  type: 'postgresql',
  secret: 'their-db',
  own: false,
};
const registry: ResolvedConnection = {
  name: 'images',
  type: 'oci',
  secret: 'images',
  own: true,
};

function rendered(
  target: typeof statefulSetWorkbench,
  connections: ResolvedConnection[],
) {
  const workbench = aWorkbench({
    spec: { connections: connections.map(({ name }) => name) },
  });
  const objects = target.render(
    workbench,
    aRenderContext({ resolved: resolvedStandards({ connections }) }),
  );
  const { object } = objects.at(-1)!;
  const { template } = object.spec as {
    template: {
      spec: {
        imagePullSecrets?: object[];
        containers: { env: { name: string; valueFrom?: object }[] }[];
      };
    };
  };
  return {
    annotations: object.metadata.annotations,
    pod: template.spec,
    fields: template.spec.containers[0].env.filter(each => each.valueFrom),
  };
}

describe.each([
  ['StatefulSet', statefulSetWorkbench],
  ['Notebook', notebookWorkbench],
])('a workbench with connections, as a %s', (_kind, target) => {
  it('finds what is declared and what is secret in its environment', () => {
    const { fields, annotations } = rendered(target, [models]);
    expect(fields).toEqual([
      {
        name: 'AWS_S3_ENDPOINT',
        valueFrom: {
          configMapKeyRef: {
            name: 'models-s3-connection',
            key: 'AWS_S3_ENDPOINT',
          },
        },
      },
      {
        name: 'AWS_S3_BUCKET',
        valueFrom: {
          configMapKeyRef: {
            name: 'models-s3-connection',
            key: 'AWS_S3_BUCKET',
          },
        },
      },
      {
        name: 'AWS_DEFAULT_REGION',
        valueFrom: {
          configMapKeyRef: {
            name: 'models-s3-connection',
            key: 'AWS_DEFAULT_REGION',
            optional: true,
          },
        },
      },
      {
        name: 'AWS_ACCESS_KEY_ID',
        valueFrom: {
          secretKeyRef: { name: 'models-s3', key: 'AWS_ACCESS_KEY_ID' },
        },
      },
      {
        name: 'AWS_SECRET_ACCESS_KEY',
        valueFrom: {
          secretKeyRef: { name: 'models-s3', key: 'AWS_SECRET_ACCESS_KEY' },
        },
      },
    ]);
    expect(annotations).toMatchObject({
      'opendatahub.io/connections': 'fraud/models-s3',
    });
  });

  it('takes from a Secret of somebody else the keys of the type only', () => {
    const { fields, annotations } = rendered(target, [theirs]);
    expect(fields.at(-1)).toEqual({
      name: 'PGPASSWORD',
      valueFrom: { secretKeyRef: { name: 'their-db', key: 'PGPASSWORD' } },
    });
    expect(annotations).not.toHaveProperty(['opendatahub.io/connections']);
  });

  it('pulls its images with the login of a registry', () => {
    const { pod, fields } = rendered(target, [registry]);
    expect(pod.imagePullSecrets).toEqual([{ name: 'images' }]);
    expect(fields).toEqual([]);
  });

  it('has to be declared again when nobody knows what its connections were', () => {
    expect(() =>
      target.render(
        aWorkbench({ spec: { connections: ['models-s3'] } }),
        aRenderContext(),
      ),
    ).toThrow('spec.connections is not resolved');
  });
});
