import { expect } from '@playwright/test';
import { AssetRef } from '@greenroom/backstage-plugin-greenroom-common';
import { assetPath } from './support/PortalApi';
import { test } from './support/test';
import { waitForPhase } from './support/waitForPhase';

test('what another group owns cannot be changed, operated, deleted or added to', async ({
  api,
  cluster,
}) => {
  const foreign: AssetRef<'Workbench'> = {
    kind: 'Workbench',
    project: 'vision',
    name: 'train',
  };
  await waitForPhase(api, foreign, 'Ready');
  const { body: before } = await api.asset(foreign);
  expect(before.can).toEqual([]);
  const spec = { ...before.spec, hardware: { profile: 'small-cpu' } };
  const answers = [
    await api.declare(foreign, { spec }),
    await api.declare({ ...foreign, name: 'intruder' }, { spec }),
    await api.remove(foreign),
    await api.send('POST', `${assetPath(foreign)}/operations`, {
      body: { operation: 'stop' },
    }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  const { body: after } = await api.asset(foreign);
  expect(after.revision).toBe(before.revision);
  expect(after.deletion).toBeUndefined();
  expect(after.runState).toEqual(before.runState);
  expect(await cluster.inventory('vision')).not.toContain('Notebook/intruder');
});
