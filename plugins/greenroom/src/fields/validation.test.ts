import { fakeGreenroomApi } from '@greenroom/backstage-plugin-greenroom-react/testUtils';
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
    expect(await errorsOf(field => validateImage({}, field))).toEqual([
      'Choose an image.',
    ]);
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

  it('accepts what is within the bounds, and an image by reference', async () => {
    expect(
      await errorsOf(field =>
        validateHardware({ profile: 'nvidia-a100', count: 8 }, field, context),
      ),
    ).toEqual([]);
    expect(
      await errorsOf(field => validateImage({ ref: 'r.example/x' }, field)),
    ).toEqual([]);
  });
});
