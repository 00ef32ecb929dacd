import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aContext,
  anAsset,
  answered,
  auth,
  fakeGreenroom,
  JumpingClock,
  recordingLogger,
} from '../__testUtils__/fakes';
import { createWaitAction } from './createWaitAction';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { namespace: 'fraud', name: 'explore' },
};
const input = {
  kind: 'Workbench' as const,
  project: 'fraud',
  name: 'explore',
};
const waiting = {
  reason: 'AcceleratorsInUse',
  summary: 'All 8 NVIDIA A100 are in use.',
  chain: [{ object: 'Pod fraud/explore-0', evidence: '0/5 nodes' }],
  fixes: [{ text: 'Use nvidia-mig-1g (5 free)' }],
};

function setup(getAsset: GreenroomApi['getAsset'], entities = [entity]) {
  const clock = new JumpingClock();
  const catalog = catalogServiceMock({ entities });
  const { logger, lines } = recordingLogger();
  const action = createWaitAction({
    auth,
    greenroom: fakeGreenroom({ getAsset: getAsset as never }),
    catalog,
    clock,
  });
  return { action, clock, catalog, logger, lines };
}

describe('greenroom:wait', () => {
  it('waits for Ready, and tells each step once', async () => {
    const steps = (state: 'active' | 'done') => [
      { name: 'Image pulled', state },
    ];
    const getAsset = jest
      .fn()
      .mockResolvedValueOnce(
        anAsset({ phase: 'Progressing', steps: steps('active') }),
      )
      .mockResolvedValueOnce(
        anAsset({ phase: 'Progressing', steps: steps('active') }),
      )
      .mockResolvedValue(anAsset({ steps: steps('done') }));
    const { action, clock, logger, lines } = setup(getAsset);
    const context = aContext({ input, logger });
    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith('phase', 'Ready');
    expect(context.output).toHaveBeenCalledWith(
      'entityRef',
      'resource:fraud/explore',
    );
    expect(clock.pauses).toEqual([1000, 1500]);
    expect(lines).toEqual([
      'Waiting for: Image pulled',
      'Done: Image pulled',
      'Workbench:fraud/explore is Ready. Everything is up.',
    ]);
  });

  it('does not take Ready of an older revision for an answer', async () => {
    const getAsset = jest
      .fn()
      .mockResolvedValueOnce(anAsset({ observedRevision: 1 }))
      .mockResolvedValue(anAsset({ observedRevision: 2 }));
    const { action, clock } = setup(getAsset);
    await action.handler(aContext({ input: { ...input, revision: 2 } }));
    expect(clock.pauses).toHaveLength(1);
  });

  it('does not wait for a change that waits itself', async () => {
    const getAsset = jest
      .fn()
      .mockResolvedValueOnce(anAsset({ revision: 1, observedRevision: 1 }))
      .mockResolvedValue(
        anAsset({
          revision: 2,
          observedRevision: 1,
          pendingUpdate: {
            cause: 'declaration',
            impact: 'restart',
            since: '2026-11-23T12:00:00.000Z',
            changes: [],
          },
        }),
      );
    const { action, clock } = setup(getAsset);
    const context = aContext({ input: { ...input, revision: 2 } });
    await action.handler(context);
    expect(clock.pauses).toHaveLength(1);
    expect(context.output).toHaveBeenCalledWith(
      'summary',
      expect.stringContaining('The change waits'),
    );
  });

  it('ends well when the asset still waits at the deadline, with cause and fix', async () => {
    const getAsset = jest
      .fn()
      .mockResolvedValue(anAsset({ phase: 'Pending', explanation: waiting }));
    const { action, clock, logger, lines } = setup(getAsset);
    const context = aContext({
      input: { ...input, timeoutSeconds: 20 },
      logger,
    });
    await action.handler(context);

    expect(clock.now()).toBe(20_000);
    expect(Math.max(...clock.pauses)).toBeLessThanOrEqual(5_000);
    expect(context.output).toHaveBeenCalledWith('phase', 'Pending');
    expect(context.output).toHaveBeenCalledWith('summary', waiting.summary);
    expect(
      lines.filter(line => line === `Pending: ${waiting.summary}`),
    ).toHaveLength(1);
    expect(lines).toContain('What to do: Use nvidia-mig-1g (5 free)');
  });

  it('ends well and at once on Failed', async () => {
    const getAsset = jest
      .fn()
      .mockResolvedValue(anAsset({ phase: 'Failed', explanation: waiting }));
    const { action, clock, logger, lines } = setup(getAsset);
    const context = aContext({ input, logger });
    await action.handler(context);

    expect(clock.pauses).toEqual([]);
    expect(context.output).toHaveBeenCalledWith('phase', 'Failed');
    expect(lines).toContain('Pod fraud/explore-0: 0/5 nodes');
  });

  it('waits for the entity too, but not for ever', async () => {
    const getAsset = jest.fn().mockResolvedValue(anAsset());
    const { action, clock, logger, lines } = setup(getAsset, []);
    const context = aContext({ input, logger });
    await action.handler(context);

    expect(clock.now()).toBe(120_000);
    expect(lines).toContain('The catalog does not show it yet; it will soon.');
    expect(context.output).toHaveBeenCalledWith('phase', 'Ready');
  });

  it('asks again when the API does not answer, and says so once', async () => {
    const unavailable = await answered(503, 'starting');
    const getAsset = jest
      .fn()
      .mockRejectedValueOnce(unavailable)
      .mockRejectedValueOnce(new TypeError('fetch failed'))
      .mockResolvedValue(anAsset());
    const { action, logger, lines } = setup(getAsset);
    await action.handler(aContext({ input, logger }));

    expect(getAsset).toHaveBeenCalledTimes(3);
    expect(
      lines.filter(line => line.startsWith('Greenroom does not answer')),
    ).toHaveLength(1);
  });

  it('fails when it may not read the asset', async () => {
    const getAsset = jest
      .fn()
      .mockRejectedValue(await answered(403, 'You may not read it'));
    const { action } = setup(getAsset);
    await expect(action.handler(aContext({ input }))).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('stops when the task is cancelled', async () => {
    const cancel = new AbortController();
    const getAsset = jest.fn().mockImplementation(async () => {
      cancel.abort();
      return anAsset({ phase: 'Pending' });
    });
    const { action } = setup(getAsset);
    await expect(
      action.handler(aContext({ input, signal: cancel.signal })),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(getAsset).toHaveBeenCalledTimes(1);
  });

  it('keeps its deadline when the task resumes', async () => {
    const getAsset = jest.fn().mockResolvedValue(anAsset({ phase: 'Pending' }));
    const { action, clock } = setup(getAsset);
    await action.handler(
      aContext({ input, checkpoint: async () => 0 as never }),
    );
    expect(getAsset).toHaveBeenCalledTimes(1);
    expect(clock.pauses).toEqual([]);
  });

  it('asks nobody in a dry run', async () => {
    const getAsset = jest.fn();
    const { action } = setup(getAsset);
    const context = aContext({ input, isDryRun: true });
    await action.handler(context);
    expect(getAsset).not.toHaveBeenCalled();
    expect(context.output).toHaveBeenCalledWith('phase', 'Pending');
  });
});
