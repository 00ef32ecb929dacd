import { aWorkbench } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { assetLabels } from './labels';

it('labels what belongs to an asset for us, Backstage and Open Data Hub', () => {
  expect(assetLabels(aWorkbench({ id: 'uuid' }))).toEqual({
    'app.kubernetes.io/managed-by': 'greenroom',
    'greenroom.dev/declaration': 'uuid',
    'greenroom.dev/project': 'fraud',
    'backstage.io/kubernetes-id': 'workbench-explore',
    'opendatahub.io/dashboard': 'true',
  });
});
