import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../../__testUtils__/Portal';

describe('recovery of a cluster', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open();
  });
  afterEach(() => portal?.close());

  it('takes over as whoever asks, and records it', async () => {
    portal.recovery.takeOver.mockResolvedValue({ state: 'Ours' });
    const { body } = await portal
      .send('post', '/v1/clusters/dev/takeover')
      .send({ confirm: 'dev', reason: 'staging is gone' })
      .expect(200);
    expect(body).toEqual({ state: 'Ours' });
    expect(portal.recovery.takeOver).toHaveBeenCalledWith('dev', {
      confirm: 'dev',
      reason: 'staging is gone',
      by: 'user:default/dana',
    });
    expect(portal.audited).toEqual(['cluster-takeover succeeded']);
    expect(portal.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ severityLevel: 'critical' }),
    );
  });

  it('only tells what an import would do, unless it is asked to', async () => {
    const nothing = { applied: false, declarations: [], problems: [] };
    portal.recovery.import.mockResolvedValue(nothing);
    const path = '/v1/clusters/dev/import';
    const { body } = await portal.send('post', path).send({}).expect(200);
    expect(body).toEqual(nothing);
    await portal.send('post', path).send({ apply: true }).expect(200);
    expect(portal.recovery.import.mock.calls).toEqual([
      ['dev', { apply: false, by: 'user:default/dana' }],
      ['dev', { apply: true, by: 'user:default/dana' }],
    ]);
  });

  it.each(['takeover', 'import'])(
    'refuses %s to whoever lacks the permission',
    async what => {
      portal.decisions['greenroom.cluster.takeover'] = AuthorizeResult.DENY;
      await portal
        .send('post', `/v1/clusters/dev/${what}`)
        .send(what === 'takeover' ? { confirm: 'dev' } : {})
        .expect(403);
      expect(portal.recovery.takeOver).not.toHaveBeenCalled();
      expect(portal.recovery.import).not.toHaveBeenCalled();
      expect(portal.audited).toEqual([`cluster-${what} failed`]);
    },
  );

  it('refuses bodies that are not meant for it, and passes on what is wrong', async () => {
    const path = '/v1/clusters/dev/takeover';
    await portal.send('post', path).send({}).expect(400);
    await portal
      .send('post', path)
      .send({ confirm: 'dev', force: true })
      .expect(400);
    portal.recovery.takeOver.mockRejectedValue(new NotFoundError('no such'));
    await portal.send('post', path).send({ confirm: 'dev' }).expect(404);
  });
});
