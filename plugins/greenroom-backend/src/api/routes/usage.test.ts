import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EXPLORE, Portal } from '../../__testUtils__/Portal';

describe('the usage of an asset', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.withWorkbench();
  });
  afterEach(() => portal?.close());

  it('is for whoever may read it, and reading it is recorded', async () => {
    portal.engine.used = {
      volumes: [
        { name: 'work', claim: 'explore-work', unknown: 'notReported' },
      ],
    };
    const { body } = await portal.send('get', `${EXPLORE}/usage`).expect(200);
    expect(body).toEqual(portal.engine.used);
    expect(portal.audited).toEqual(['asset-fetch succeeded']);
    expect(portal.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({ meta: { queryType: 'usage' } }),
    );

    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    await portal.send('get', `${EXPLORE}/usage`).expect(404);
    expect(portal.audited).toEqual([
      'asset-fetch succeeded',
      'asset-fetch failed',
    ]);
  });

  it('cannot be told while the cluster has not been reached', async () => {
    portal.engine.reachable = false;
    const { body } = await portal.send('get', `${EXPLORE}/usage`).expect(503);
    expect(body.error.message).toContain('no route to host');
  });

  it('is of nothing that does not exist', async () => {
    await portal.send('get', `${EXPLORE}-not/usage`).expect(404);
    await portal.send('get', '/v1/assets/Nothing/fraud/x/usage').expect(404);
  });
});
