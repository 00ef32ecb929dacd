import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EXPLORE, Portal, PROJECT } from '../../__testUtils__/Portal';

describe('the logs of an asset', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.withWorkbench();
  });
  afterEach(() => portal?.close());

  it('are text that nobody keeps, and reading them is recorded', async () => {
    const { text, headers } = await portal
      .send('get', `${EXPLORE}/logs?container=explore&previous=true`)
      .expect(200);
    expect(text).toBe('lines of {"container":"explore","previous":true}\n');
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(headers['cache-control']).toBe('no-store');
    expect(portal.audited).toEqual(['asset-logs succeeded']);
    expect(portal.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        severityLevel: 'medium',
        meta: expect.objectContaining({ container: 'explore' }),
      }),
    );
  });

  it('need their own permission; which containers there are does not', async () => {
    portal.decisions = { 'greenroom.asset.logs': AuthorizeResult.DENY };
    await portal.send('get', `${EXPLORE}/logs`).expect(403);
    expect(portal.audited).toEqual(['asset-logs failed']);
    const { body } = await portal.send('get', EXPLORE).expect(200);
    expect(body.can).not.toContain('logs');
    const containers = await portal
      .send('get', `${EXPLORE}/containers`)
      .expect(200);
    expect(containers.body.items).toMatchObject([{ container: 'explore' }]);

    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    for (const part of ['logs', 'containers']) {
      await portal.send('get', `${EXPLORE}/${part}`).expect(404);
    }
  });

  it.each([
    'tailLines=0',
    'tailLines=2001',
    'tailLines=many',
    'previous=perhaps',
    `pod=${'x'.repeat(254)}`,
    'follow=true',
  ])('refuse ?%s', async query => {
    await portal.send('get', `${EXPLORE}/logs?${query}`).expect(400);
  });

  it('cannot be read while the cluster cannot', async () => {
    portal.engine.reachable = false;
    const { body } = await portal.send('get', `${EXPLORE}/logs`).expect(503);
    expect(body.error.message).toContain('no route to host');
  });

  it('are of no kind without containers', async () => {
    await portal.send('get', `${PROJECT}/containers`).expect(400);
  });
});
