import {
  aContext,
  anAsset,
  answered,
  auth,
  fakeGreenroom,
  JumpingClock,
} from '../__testUtils__/fakes';
import { createRemoveAction } from './createRemoveAction';

const input = {
  kind: 'Workbench' as const,
  project: 'fraud',
  name: 'explore',
};
const ref = { ...input };

describe('greenroom:remove', () => {
  it('asks for deletion and keeps data unless told otherwise', async () => {
    const remove = jest.fn().mockResolvedValue(undefined);
    const action = createRemoveAction({
      auth,
      greenroom: fakeGreenroom({ remove }),
    });
    const context = aContext({ input });
    await action.handler(context);

    expect(remove).toHaveBeenCalledWith(
      ref,
      { deleteData: false, reason: undefined },
      expect.objectContaining({ token: expect.any(String) }),
    );
    expect(context.output).toHaveBeenCalledWith('gone', false);
  });

  it('is content when there is nothing to remove', async () => {
    const remove = jest.fn().mockRejectedValue(await answered(404, 'none'));
    const action = createRemoveAction({
      auth,
      greenroom: fakeGreenroom({ remove }),
    });
    const context = aContext({ input });
    await action.handler(context);
    expect(context.output).toHaveBeenCalledWith('gone', true);
  });

  it('waits until it is gone when asked to', async () => {
    const remove = jest.fn().mockResolvedValue(undefined);
    const getAsset = jest
      .fn()
      .mockResolvedValueOnce(anAsset({ phase: 'Deleting' }))
      .mockRejectedValue(await answered(404, 'none'));
    const clock = new JumpingClock();
    const action = createRemoveAction({
      auth,
      greenroom: fakeGreenroom({ remove, getAsset }),
      clock,
    });
    const context = aContext({
      input: { ...input, deleteData: true, wait: true },
    });
    await action.handler(context);

    expect(remove.mock.calls[0][1]).toMatchObject({ deleteData: true });
    expect(clock.pauses).toEqual([1000]);
    expect(context.output).toHaveBeenCalledWith('gone', true);
  });

  it('removes nothing in a dry run', async () => {
    const getAsset = jest.fn().mockResolvedValue(anAsset());
    const remove = jest.fn();
    const action = createRemoveAction({
      auth,
      greenroom: fakeGreenroom({ getAsset, remove }),
    });
    const context = aContext({ input, isDryRun: true });
    await action.handler(context);
    expect(remove).not.toHaveBeenCalled();
    expect(context.output).toHaveBeenCalledWith('gone', false);
  });

  it('says why it may not', async () => {
    const remove = jest
      .fn()
      .mockRejectedValue(await answered(403, 'You may not delete it'));
    const action = createRemoveAction({
      auth,
      greenroom: fakeGreenroom({ remove }),
    });
    await expect(action.handler(aContext({ input }))).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('You may not delete it'),
    });
  });
});
