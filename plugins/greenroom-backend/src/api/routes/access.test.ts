import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EXPLORE, Portal } from '../../__testUtils__/Portal';

describe('the token of a workbench', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.withWorkbench();
  });
  afterEach(() => portal?.close());

  it('is passed on, kept by nobody, and recorded as an access to a secret', async () => {
    const { body, headers } = await portal
      .send('get', `${EXPLORE}/access`)
      .expect(200);
    expect(body).toEqual({ token: expect.stringMatching(/^token of /) });
    expect(headers['cache-control']).toBe('no-store');
    expect(portal.audited).toEqual(['asset-secret-access succeeded']);
    expect(portal.auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({ severityLevel: 'high' }),
    );
    const asset = await portal.send('get', EXPLORE).expect(200);
    expect(asset.body).toMatchObject({
      can: expect.arrayContaining(['access']),
      resolved: { authentication: 'token' },
    });
    expect(asset.text).not.toContain(body.token);
  });

  it('needs its own permission', async () => {
    portal.decisions = { 'greenroom.asset.access': AuthorizeResult.DENY };
    await portal.send('get', `${EXPLORE}/access`).expect(403);
    expect(portal.audited).toEqual(['asset-secret-access failed']);
    const { body } = await portal.send('get', EXPLORE).expect(200);
    expect(body.can).not.toContain('access');

    portal.decisions = { 'greenroom.asset.read': AuthorizeResult.DENY };
    await portal.send('get', `${EXPLORE}/access`).expect(404);
  });

  it('cannot be read while the cluster cannot', async () => {
    portal.engine.reachable = false;
    await portal.send('get', `${EXPLORE}/access`).expect(503);
  });

  it('is of no other kind', async () => {
    await portal
      .send('get', '/v1/assets/Secret/fraud/explore/access')
      .expect(404);
  });

  it('tells which images may be used by reference', async () => {
    const { body } = await portal.send('get', '/v1/image-policy').expect(200);
    expect(body).toEqual({
      imageRegistries: ['registry.example.org/fraud'],
      requireDigest: true,
    });
  });
});
