import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../__testUtils__/Portal';
import { WriteBudget } from './WriteBudget';

describe('WriteBudget', () => {
  it('has so much at once, and fills up again within a minute', () => {
    let now = 0;
    const budget = new WriteBudget(60, () => now);
    const spend = (times: number, who = 'dana') => {
      for (let time = 0; time < times; time++) budget.spend(who);
    };
    spend(60);
    expect(() => spend(1)).toThrow(
      'You have changed more than 60 things within a minute; go on in 1 s',
    );
    spend(60, 'eve');
    now = 10_000;
    spend(10);
    expect(() => spend(1)).toThrow();
    now = 3_600_000;
    spend(60);
    expect(() => spend(1)).toThrow();
  });
});

describe('a burst of declarations', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open({ writesPerMinute: 5 });
  });
  afterEach(() => portal?.close());

  const spec = { owner: 'group:default/fraud' };
  const declare = (name: string, user?: string) =>
    portal.send('put', `/v1/assets/Project/${name}/${name}`, user).send({
      spec,
    });

  it('is cut off for who makes it, and for nobody else; reading and checking go on', async () => {
    for (let made = 0; made < 5; made++) {
      await declare(`made-${made}`).expect(201);
    }
    const { body } = await declare('too-many').expect(429);
    expect(body.error).toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringMatching(/more than 5 .* go on in \d+ s/),
    });
    await portal.send('delete', '/v1/assets/Project/made-0/made-0').expect(429);
    await portal.send('get', '/v1/assets').expect(200);
    await portal
      .send('post', '/v1/preflight')
      .send({ kind: 'Project', project: 'one', name: 'one', spec })
      .expect(200);
    await declare('theirs', 'user:default/eve').expect(201);
    expect(portal.audited).toContain('asset-declare failed');
    const { items } = await portal.store.list({ limit: 100 });
    expect(items.map(({ name }) => name)).not.toContain('too-many');
  });

  it('counts what is refused too', async () => {
    portal.decisions = { 'greenroom.project.create': AuthorizeResult.DENY };
    const statuses: number[] = [];
    for (let asked = 0; asked < 6; asked++) {
      statuses.push((await declare('denied')).status);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429]);
  });
});
