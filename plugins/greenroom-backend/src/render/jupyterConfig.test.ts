import {
  aCluster,
  aRenderContext,
  aWorkbench,
  NOTEBOOKS,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { builtInTargets } from '../targets';
import { JUPYTER_CONFIG } from './jupyterConfig';

const workbenches = builtInTargets.filter(({ kind }) => kind === 'Workbench');

describe.each(workbenches.map(target => [target.id, target] as const))(
  'the configuration of Jupyter on %s',
  (_id, target) => {
    it('is where Jupyter looks first', () => {
      const text = JSON.stringify(
        target.render(
          aWorkbench(),
          aRenderContext({ cluster: aCluster(NOTEBOOKS) }),
        ),
      );
      for (const part of [
        '{"name":"JUPYTER_CONFIG_PATH","value":"/etc/greenroom/jupyter"}',
        '{"name":"greenroom-jupyter","mountPath":"/etc/greenroom/jupyter","readOnly":true}',
        '{"name":"greenroom-jupyter","configMap":{"name":"greenroom-jupyter","items":[{"key":"jupyter_server_config.py","path":"jupyter_server_config.py"}]}}',
      ]) {
        expect(text).toContain(part);
      }
    });
  },
);

it('is the same for all: what differs and what is secret comes as variables', () => {
  expect(JUPYTER_CONFIG.match(/os\.environ\S+/g)).toEqual([
    'os.environ["NB_PREFIX"]',
    'os.environ.get("JUPYTER_TOKEN"):',
    'os.environ["JUPYTER_TOKEN"]',
    'os.environ["JUPYTER_TOKEN"])',
  ]);
});
