import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Portal } from '../__testUtils__/Portal';

const PROJECT = '/v1/assets/Project/fraud/fraud';
const EXPLORE = '/v1/assets/Workbench/fraud/explore';
const project = { spec: { owner: 'group:default/fraud' } };
const workbench = {
  spec: {
    image: { name: 'pytorch' },
    hardware: { profile: 'nvidia-a100' },
  },
};

describe('a project', () => {
  let portal: Portal;
  beforeEach(async () => {
    portal = await Portal.open();
  });
  afterEach(() => portal?.close());

  it('takes an existing namespace for whom may do that, once, and for one project alone', async () => {
    const lab = {
      spec: { ...project.spec, namespace: { existing: 'fraud-lab' } },
    };
    const refused = async (path: string, body: object, message: RegExp) => {
      const answer = await portal.send('put', path).send(body).expect(400);
      expect(answer.body.error.issues).toEqual([
        {
          field: 'spec.namespace.existing',
          message: expect.stringMatching(message),
        },
      ]);
    };
    portal.decisions = { 'greenroom.project.adopt': AuthorizeResult.DENY };
    await portal.send('put', PROJECT).send(lab).expect(403);
    await portal.send('get', PROJECT).expect(404);

    portal.decisions = {};
    const declared = await portal.send('put', PROJECT).send(lab).expect(201);
    expect(declared.body.namespace).toBe('fraud-lab');
    const made = await portal.send('put', EXPLORE).send(workbench).expect(201);
    expect(made.body.namespace).toBe('fraud-lab');

    await refused(PROJECT, project, /cannot change: .* lives in "fraud-lab"/);
    await refused('/v1/assets/Project/risk/risk', lab, /project "fraud" lives/);
    await refused(
      '/v1/assets/Project/fraud-lab/fraud-lab',
      project,
      /project "fraud" lives/,
    );
    await portal
      .send('put', PROJECT)
      .send({ spec: { ...lab.spec, title: 'Fraud' } })
      .expect(200);
  });
});
