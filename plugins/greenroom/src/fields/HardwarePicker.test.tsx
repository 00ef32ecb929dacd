import { GreenroomApi } from '@greenroom/backstage-plugin-greenroom-common';
import {
  aCapacity,
  aHardwareProfile,
  aProject,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { broken, denied, silent } from '../__testUtils__/failures';
import { fieldProps } from '../__testUtils__/fieldProps';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { HardwarePicker, HardwareValue } from './HardwarePicker';

const PROFILES = [
  aHardwareProfile({
    name: 'cpu-small',
    title: 'Small',
    lifecycle: 'supported',
    accelerator: undefined,
  }),
  aHardwareProfile(),
  aHardwareProfile({
    name: 'serving',
    title: 'Serving only',
    for: ['ModelServer'],
  }),
  aHardwareProfile({ name: 'old', title: 'Old', lifecycle: 'blocked' }),
];

function show(
  formData?: HardwareValue,
  answers: Partial<GreenroomApi> = {},
  onChange = jest.fn(),
  project = 'fraud',
) {
  renderWithApi(
    <HardwarePicker
      {...fieldProps<HardwareValue>({ title: 'Hardware', formData, onChange })}
      uiSchema={{ 'ui:options': { for: 'Workbench' } }}
      formContext={{ formData: { project } }}
    />,
    { standards: async () => PROFILES as never, ...answers },
  );
  return onChange;
}

const options = () =>
  screen.getAllByRole('option').map(({ textContent }) => textContent);

describe('HardwarePicker', () => {
  it('offers profiles for the kind with what is free of each, the recommended first', async () => {
    show();

    expect(await screen.findByLabelText(/Hardware/)).toBeInTheDocument();
    expect(
      await screen.findByText('NVIDIA A100 (recommended): 3 of 8 free'),
    ).toBeInTheDocument();
    expect(options()).toEqual([
      'Choose one',
      'NVIDIA A100 (recommended): 3 of 8 free',
      'Small',
    ]);
  });

  it.each([
    ['what the project may use', 'fraud', /^Own \(recommended\): /],
    [
      'what anybody may use, and says where, while none is chosen',
      '',
      /^Own \(recommended\) \(on north, south only\): /,
    ],
  ])('offers %s', async (_, project, name) => {
    const standards = jest.fn(
      async () =>
        ['north', 'south'].map(cluster =>
          aHardwareProfile({ name: 'own', title: 'Own', cluster }),
        ) as never,
    );
    show(
      undefined,
      { standards, getAsset: async () => aProject() as never },
      jest.fn(),
      project,
    );

    expect(await screen.findAllByRole('option', { name })).toHaveLength(1);
    expect(standards).toHaveBeenCalledWith(
      'hardwareProfiles',
      expect.objectContaining({ project: project || undefined }),
    );
  });

  it('gives the profile with its usual number of accelerators', async () => {
    const onChange = show();

    await userEvent.selectOptions(
      await screen.findByLabelText(/Hardware/),
      'nvidia-a100',
    );
    expect(onChange).toHaveBeenLastCalledWith({
      profile: 'nvidia-a100',
      count: 1,
    });
    await userEvent.selectOptions(
      screen.getByLabelText(/Hardware/),
      'cpu-small',
    );
    expect(onChange).toHaveBeenLastCalledWith({ profile: 'cpu-small' });
  });

  it('begins with what the tier of the project usually takes, and offers only what it allows', async () => {
    const tier = { ...aProject().resolved.tier!, defaultProfile: 'cpu-small' };
    const project = (accelerators?: string[]) =>
      aProject({ resolved: { tier: { ...tier, accelerators } } });
    const onChange = show(undefined, {
      getAsset: async () => project(['amd.com/gpu']) as never,
    });

    await waitFor(() =>
      expect(onChange).toHaveBeenCalledWith({ profile: 'cpu-small' }),
    );
    expect(options()).toEqual(['Choose one', 'Small']);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('keeps what was chosen, whatever the tier usually takes', async () => {
    const tier = {
      ...aProject().resolved.tier!,
      defaultProfile: 'cpu-small',
      accelerators: [],
    };
    const onChange = show(
      { profile: 'nvidia-a100' },
      { getAsset: async () => aProject({ resolved: { tier } }) as never },
    );

    expect(await screen.findByLabelText(/Hardware/)).toHaveValue('nvidia-a100');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('shows what was chosen before and is not offered, rather than another', async () => {
    const onChange = show({ profile: 'old' });

    const select = await screen.findByLabelText(/Hardware/);
    expect(select).toHaveDisplayValue('old, not offered here');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('says whether the number would start now, and keeps other sizes', async () => {
    const onChange = show({
      profile: 'nvidia-a100',
      count: 5,
      memory: '64Gi',
    });

    expect(
      await screen.findByText(/^Would wait: at most 3/),
    ).toBeInTheDocument();
    fireEvent.change(screen.getByLabelText('Number of NVIDIA A100 80GB'), {
      target: { value: '2' },
    });
    expect(onChange).toHaveBeenCalledWith({
      profile: 'nvidia-a100',
      count: 2,
      memory: '64Gi',
    });
  });

  it('marks a number out of bounds', async () => {
    show({ profile: 'nvidia-a100', count: 9 });

    expect(
      await screen.findByLabelText('Number of NVIDIA A100 80GB'),
    ).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByText('From 1 to 8')).toBeInTheDocument();
  });

  it.each([
    ['may not be seen', denied, 'You have no permission to see the clusters.'],
    ['fails', broken, 'Greenroom does not answer.'],
    [
      'is not known',
      async () => aCapacity({ known: false, reason: 'No right.' }),
      'No right.',
    ],
  ])(
    'cannot tell, and still lets choose, when capacity %s',
    async (_, capacity, text) => {
      show({ profile: 'nvidia-a100', count: 1 }, { capacity });

      expect(
        await screen.findByText(`Cannot tell whether this fits: ${text}`),
      ).toBeInTheDocument();
      expect(
        screen.getByText('NVIDIA A100 (recommended): cannot tell what is free'),
      ).toBeInTheDocument();
      expect(screen.getByLabelText(/Hardware/)).toBeEnabled();
    },
  );

  it('is loading, then says what failed', async () => {
    show(undefined, { standards: silent });
    expect(
      await screen.findByText('Loading the hardware profiles…'),
    ).toBeInTheDocument();
  });

  it('says what failed', async () => {
    show(undefined, { standards: broken });

    expect(
      await screen.findByText(
        'Cannot load the hardware profiles: The database is away',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
