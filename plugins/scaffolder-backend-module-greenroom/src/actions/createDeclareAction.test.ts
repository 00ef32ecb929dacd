import { JsonObject } from '@backstage/types';
import {
  aContext,
  anAsset,
  answered,
  auth,
  fakeGreenroom,
} from '../__testUtils__/fakes';
import { createDeclareAction } from './createDeclareAction';

const input = {
  kind: 'Workbench' as const,
  project: 'fraud',
  name: 'explore',
  spec: { hardware: { profile: 'small-cpu' } } as JsonObject,
};

describe('greenroom:declare', () => {
  it('declares with a token of the initiator and a key that a resumed task repeats', async () => {
    const declare = jest.fn().mockResolvedValue(anAsset({ phase: 'Pending' }));
    const action = createDeclareAction({
      auth,
      greenroom: fakeGreenroom({ declare }),
    });
    const context = aContext({
      input: { ...input, reason: 'new quarter', ifMatch: 3 },
    });
    await action.handler(context);

    expect(declare).toHaveBeenCalledWith(
      { kind: 'Workbench', project: 'fraud', name: 'explore' },
      {
        spec: input.spec,
        reason: 'new quarter',
        ifMatch: 3,
        dryRun: undefined,
        idempotencyKey: 'mock-task-id/mock-step-id/Workbench:fraud/explore',
      },
      expect.objectContaining({
        token: expect.stringContaining('"target":"greenroom"'),
      }),
    );
    const { token } = declare.mock.calls[0][2];
    expect(token).toContain('user:default/mock');

    expect(context.output).toHaveBeenCalledWith(
      'ref',
      'Workbench:fraud/explore',
    );
    expect(context.output).toHaveBeenCalledWith('revision', 1);
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'resource:fraud/explore',
    );
    expect(context.output).toHaveBeenCalledWith('phase', 'Pending');
  });

  it('leaves out the groups of fields that nobody filled in', async () => {
    const declare = jest.fn().mockResolvedValue(anAsset());
    const action = createDeclareAction({
      auth,
      greenroom: fakeGreenroom({ declare }),
    });
    const env = [{ name: 'A', value: '' }];
    const spec = {
      ...input.spec,
      git: {},
      env: [{ ...env[0], secret: {} }],
      storage: [],
    };
    await action.handler(aContext({ input: { ...input, spec } }));

    expect(declare.mock.calls[0][1].spec).toEqual({
      ...input.spec,
      env,
      storage: [],
    });
  });

  it('declares nothing again when the task resumes after it', async () => {
    const declare = jest.fn();
    const action = createDeclareAction({
      auth,
      greenroom: fakeGreenroom({ declare }),
    });
    const saved = { revision: 2, entityRef: 'resource:fraud/explore' };
    const context = aContext({
      input,
      checkpoint: async () => ({ ...saved, phase: 'Pending' } as never),
    });
    await action.handler(context);

    expect(declare).not.toHaveBeenCalled();
    expect(context.output).toHaveBeenCalledWith('revision', 2);
  });

  it('asks the API for a dry run, and keeps nothing of it', async () => {
    const declare = jest.fn().mockResolvedValue(anAsset());
    const checkpoint = jest.fn();
    const action = createDeclareAction({
      auth,
      greenroom: fakeGreenroom({ declare }),
    });
    await action.handler(aContext({ input, isDryRun: true, checkpoint }));

    expect(action.supportsDryRun).toBe(true);
    expect(declare.mock.calls[0][1]).toMatchObject({ dryRun: true });
    expect(checkpoint).not.toHaveBeenCalled();
  });

  it.each([
    [400, 'spec.hardware.count must be at most 8', 'InputError'],
    [403, 'You may not contribute to fraud', 'NotAllowedError'],
    [409, 'explore belongs to another source', 'ConflictError'],
    [412, 'revision 3 is not the current one', 'ConflictError'],
  ])('passes on what the API says with %d', async (status, message, name) => {
    const declare = jest
      .fn()
      .mockRejectedValue(await answered(status, message));
    const action = createDeclareAction({
      auth,
      greenroom: fakeGreenroom({ declare }),
    });
    await expect(action.handler(aContext({ input }))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(
        `Workbench:fraud/explore could not be declared: ${message}`,
      ),
    });
  });
});
