import {
  aCluster,
  aRenderContext,
  aWorkbench,
  NOTEBOOKS,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { builtInTargets } from '../targets';

const workbenches = builtInTargets.filter(({ kind }) => kind === 'Workbench');
const context = (authentication?: 'token') =>
  aRenderContext({
    cluster: aCluster(NOTEBOOKS),
    resolved: resolvedStandards({ authentication }),
  });

describe.each(workbenches.map(target => [target.id, target] as const))(
  'a workbench on %s',
  (id, target) => {
    const render = (authentication?: 'token') =>
      target.render(aWorkbench(), context(authentication));
    const token = (authentication?: 'token') =>
      target.token?.(aWorkbench(), context(authentication));

    it('takes its token from a Secret that is no part of what is applied', () => {
      const text = JSON.stringify(render('token'));
      expect(text).toContain(
        '{"name":"JUPYTER_TOKEN","valueFrom":{"secretKeyRef":{"name":"explore-jupyter-token","key":"token"}}}',
      );
      expect(text).not.toContain('"kind":"Secret"');
      expect(token('token')).toMatchObject({
        name: 'explore-jupyter-token',
        key: 'token',
        owner: {
          kind: id === 'statefulset' ? 'StatefulSet' : 'Notebook',
          name: 'explore',
        },
      });
    });

    it('is left as it is by an upgrade: a revision of before has none', () => {
      const text = JSON.stringify(render());
      expect(text).not.toMatch(/TOKEN|inject-auth|jupyter-token/);
      expect(token()).toBeUndefined();
    });
  },
);

it('asks Open Data Hub for its proxy', () => {
  const notebook = workbenches.find(({ id }) => id === 'kubeflow-notebook')!;
  const { object } = notebook.render(aWorkbench(), context('token')).at(-1)!;
  expect(object.metadata.annotations).toMatchObject({
    'notebooks.opendatahub.io/inject-auth': 'true',
  });
});
