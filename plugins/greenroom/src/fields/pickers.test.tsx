import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { greenroomApiRef } from '@greenroom/backstage-plugin-greenroom-react';
import {
  aHardwareProfile,
  anImage,
  aProject,
  aRuntime,
  fakeGreenroomApi,
  summaryOf,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fieldProps } from '../__testUtils__/fieldProps';
import { renderWithApi } from '../__testUtils__/renderOnEntity';
import { ImagePicker, ImageValue } from './ImagePicker';
import { TierPicker } from './TierPicker';
import { ProjectPicker } from './ProjectPicker';
import { RuntimePicker, RuntimeValue } from './RuntimePicker';

describe('TierPicker', () => {
  const tier = (name: string, title: string) => ({
    name,
    title,
    version: '1',
    lifecycle: 'supported' as const,
    description: `${title} teams.`,
    quota: { 'requests.cpu': '8', 'requests.nvidia.com/gpu': '2' },
  });

  it('calls accelerators as on the cluster that is chosen', async () => {
    const profile = (cluster: string, product: string) =>
      aHardwareProfile({
        cluster,
        accelerator: {
          resource: 'nvidia.com/gpu',
          product,
          count: { default: 1 },
        },
      });
    renderWithApi(
      <TierPicker
        {...fieldProps<string>({ title: 'Tier', formData: 'small' })}
        formContext={{ formData: { cluster: 'south' } }}
      />,
      {
        standards: async type =>
          (type === 'projectTiers'
            ? [tier('small', 'Small')]
            : [profile('north', 'A100'), profile('south', 'H100')]) as never,
      },
    );

    expect(
      await screen.findByText('Small teams. At most 8 CPU, 2 H100.'),
    ).toBeInTheDocument();
  });

  it('says what a project of the tier may use', async () => {
    const onChange = jest.fn();
    renderWithApi(
      <TierPicker
        {...fieldProps<string>({ title: 'Tier', formData: 'small', onChange })}
      />,
      {
        standards: async () =>
          [tier('large', 'Large'), tier('small', 'Small')] as never,
      },
    );

    const select = await screen.findByLabelText(/Tier/);
    expect(select).toHaveValue('small');
    expect(
      screen.getByText('Small teams. At most 8 CPU, 2 NVIDIA GPU.'),
    ).toBeInTheDocument();
    await userEvent.selectOptions(select, 'Large');
    expect(onChange).toHaveBeenCalledWith('large');
  });
});

describe('ImagePicker', () => {
  const standards = async () =>
    [
      anImage({ version: '2026.1', lifecycle: 'deprecated' }),
      anImage(),
    ] as never;

  it('gives name and version, and tells what is in the image', async () => {
    const onChange = jest.fn();
    renderWithApi(
      <ImagePicker
        {...fieldProps<ImageValue>({
          title: 'Image',
          formData: { name: 'pytorch' },
          onChange,
        })}
      />,
      { standards },
    );

    const select = await screen.findByLabelText(/Image/);
    expect(select).toHaveValue('pytorch@2026.2');
    expect(
      screen.getByText('Contains Python 3.12, PyTorch 2.9'),
    ).toBeInTheDocument();
    await userEvent.selectOptions(select, 'PyTorch 2026.1 (deprecated)');
    expect(onChange).toHaveBeenCalledWith({
      name: 'pytorch',
      version: '2026.1',
    });
  });

  it('offers what two clusters have as one choice, and says where', async () => {
    const ofClusters = async () =>
      ['north', 'south'].map(cluster => anImage({ cluster })) as never;
    renderWithApi(
      <ImagePicker {...fieldProps<ImageValue>({ title: 'Image' })} />,
      { standards: ofClusters },
    );

    expect(
      await screen.findAllByRole('option', { name: /PyTorch/ }),
    ).toHaveLength(1);
    expect(
      screen.getByRole('option', { name: /\(on north, south only\)/ }),
    ).toBeInTheDocument();
  });

  it('takes an image by reference where policy allows it, and says from where', async () => {
    const onChange = jest.fn();
    const imagePolicy = async () => ({
      imageRegistries: ['quay.io'],
      requireDigest: true,
    });
    const show = (formData: ImageValue) =>
      renderWithApi(
        <ImagePicker
          {...fieldProps<ImageValue>({ title: 'Image', formData, onChange })}
        />,
        { standards, imagePolicy },
      );
    show({});
    await userEvent.selectOptions(
      await screen.findByLabelText(/Image/),
      await screen.findByRole('option', {
        name: 'Another image, by reference',
      }),
    );
    expect(onChange).toHaveBeenLastCalledWith({ ref: '' });

    cleanup();
    show({ ref: '' });
    await userEvent.type(await screen.findByLabelText(/Reference/), 'q');
    expect(onChange).toHaveBeenLastCalledWith({ ref: 'q' });
    expect(
      screen.getByText(/^From quay.io; with a digest/),
    ).toBeInTheDocument();
  });

  it('offers no image by reference where policy allows none', async () => {
    renderWithApi(
      <ImagePicker {...fieldProps<ImageValue>({ title: 'Image' })} />,
      { standards },
    );

    expect(await screen.findByLabelText(/Image/)).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: /by reference/ })).toBeNull();
  });

  it('shows an image by reference that is being edited', async () => {
    renderWithApi(
      <ImagePicker
        {...fieldProps<ImageValue>({
          title: 'Image',
          formData: { ref: 'registry.example.org/own:1' },
        })}
      />,
      { standards },
    );

    expect(await screen.findByLabelText(/Reference/)).toHaveValue(
      'registry.example.org/own:1',
    );
    expect(
      screen.getByText('The platform allows images by name only.'),
    ).toBeInTheDocument();
  });
});

describe('RuntimePicker', () => {
  it('gives the name, once for all versions', async () => {
    const onChange = jest.fn();
    renderWithApi(
      <RuntimePicker
        {...fieldProps<RuntimeValue>({ title: 'Runtime', onChange })}
      />,
      {
        standards: async () =>
          [aRuntime(), aRuntime({ version: '0.10' })] as never,
      },
    );

    const select = await screen.findByLabelText(/Runtime/);
    expect(screen.getAllByRole('option')).toHaveLength(2);
    await userEvent.selectOptions(select, 'vLLM (recommended)');
    expect(onChange).toHaveBeenCalledWith({ name: 'vllm' });
  });
});

describe('ProjectPicker', () => {
  const projects = ['fraud', 'vision'].map(name => ({
    ...summaryOf(aProject({ project: name, name, title: name })),
  }));

  function show(formData?: string, onChange = jest.fn()) {
    renderInTestApp(
      <ProjectPicker
        {...fieldProps<string>({ title: 'Project', formData, onChange })}
      />,
      {
        apis: [
          [
            greenroomApiRef,
            fakeGreenroomApi({ listAssets: async () => ({ items: projects }) }),
          ],
          mockApis.permission({
            authorize: request =>
              'resourceRef' in request && request.resourceRef === 'fraud'
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          }),
        ],
      },
    );
    return onChange;
  }

  it('offers the projects in which the reader may create', async () => {
    const onChange = show();

    await userEvent.selectOptions(
      await screen.findByLabelText(/Project/),
      'fraud',
    );
    expect(onChange).toHaveBeenCalledWith('fraud');
    expect(screen.queryByRole('option', { name: 'vision' })).toBeNull();
  });

  it('still shows the project of what is edited', async () => {
    show('vision');

    expect(await screen.findByLabelText(/Project/)).toHaveValue('vision');
  });
});
