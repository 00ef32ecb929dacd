import {
  aHardwareProfile,
  fakeGreenroomApi,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import { ApiHolder } from '@backstage/core-plugin-api';
import { failing } from '../__testUtils__/failures';
import {
  validateHardware,
  validateImage,
  validateProject,
  validateRuntime,
} from './validation';

const apiHolder: ApiHolder = { get: () => fakeGreenroomApi() as never };
const context = { apiHolder };

async function errorsOf(
  validate: (field: { addError(message: string): void }) => unknown,
): Promise<string[]> {
  const errors: string[] = [];
  await validate({ addError: message => errors.push(message) });
  return errors;
}

describe('validation of the fields', () => {
  it('refuses the empty objects that the form fills in', async () => {
    expect(await errorsOf(field => validateImage({}, field, context))).toEqual([
      'Choose an image.',
    ]);
    expect(
      await errorsOf(field => validateImage({ ref: '' }, field, context)),
    ).toEqual(['Choose an image.']);
    expect(await errorsOf(field => validateRuntime({}, field))).toEqual([
      'Choose a runtime.',
    ]);
    expect(await errorsOf(field => validateProject('', field))).toEqual([
      'Choose a project.',
    ]);
    expect(
      await errorsOf(field => validateHardware({}, field, context)),
    ).toEqual(['Choose a hardware profile.']);
  });

  it.each([0, 9, 1.5])('refuses %s accelerators', async count => {
    expect(
      await errorsOf(field =>
        validateHardware({ profile: 'nvidia-a100', count }, field, context),
      ),
    ).toEqual([
      'The number of NVIDIA A100 80GB must be a whole number from 1 to 8.',
    ]);
  });

  it('takes the bounds of what the project may use', async () => {
    const standards: GreenroomApi['standards'] = async (_type, options) =>
      [
        aHardwareProfile(
          options?.project === 'fraud'
            ? {
                accelerator: {
                  resource: 'nvidia.com/gpu',
                  product: 'A100',
                  count: { default: 1, min: 1, max: 2 },
                },
              }
            : {},
        ),
      ] as never;
    const errors = (formData: object) =>
      errorsOf(field =>
        validateHardware({ profile: 'nvidia-a100', count: 4 }, field, {
          apiHolder: { get: () => fakeGreenroomApi({ standards }) as never },
          formData,
        }),
      );
    expect(await errors({ project: 'fraud' })).toEqual([
      'The number of A100 must be a whole number from 1 to 2.',
    ]);
    expect(await errors({})).toEqual([]);
  });

  it('leaves the bounds to the server when the profiles cannot be read', async () => {
    const standards = failing(new Error('down'));
    expect(
      await errorsOf(field =>
        validateHardware({ profile: 'nvidia-a100', count: 9 }, field, {
          apiHolder: { get: () => fakeGreenroomApi({ standards }) as never },
        }),
      ),
    ).toEqual([]);
  });

  const imageErrors = (
    ref: string,
    imagePolicy: GreenroomApi['imagePolicy'] = async () => ({
      imageRegistries: ['r.example'],
      requireDigest: false,
    }),
  ) =>
    errorsOf(field =>
      validateImage({ ref }, field, {
        apiHolder: { get: () => fakeGreenroomApi({ imagePolicy }) as never },
      }),
    );

  it('says why an image by reference will not do', async () => {
    expect(await imageErrors('ubuntu')).toEqual([
      expect.stringContaining('must be an image reference with its registry'),
    ]);
    expect(await imageErrors('other.example/x')).toEqual([
      'The image must come from one of: r.example.',
    ]);
  });

  it('leaves the policy to the server when it cannot be read', async () => {
    const down = failing(new Error('down'));
    expect(await imageErrors('other.example/x', down)).toEqual([]);
  });

  it('accepts what is within the bounds, and an image by reference', async () => {
    expect(
      await errorsOf(field =>
        validateHardware({ profile: 'nvidia-a100', count: 8 }, field, context),
      ),
    ).toEqual([]);
    expect(await imageErrors('r.example/x')).toEqual([]);
  });
});
