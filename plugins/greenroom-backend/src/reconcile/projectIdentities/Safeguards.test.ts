import {
  ApiError,
  ApiResource,
  KubeClient,
  UnreachableError,
} from '@greenroom/controller-runtime';
import { Safeguards } from './Safeguards';

const resource = { kind: 'ValidatingAdmissionPolicyBinding' } as ApiResource;
const status = (code: number) =>
  new ApiError(`cluster 'dev': ${code}`, { status: code });

describe('Safeguards', () => {
  const get = jest.fn();
  const discovery = {
    refreshed: new Date(0),
    resource: jest.fn((): ApiResource | undefined => resource),
  };
  const safeguards = (projectIdentities = true) =>
    new Safeguards({
      cluster: 'dev',
      client: { get } as unknown as KubeClient,
      discovery,
      projectIdentities,
    });
  const checked = async (projectIdentities?: boolean) => {
    const made = safeguards(projectIdentities);
    await made.check();
    return made.state();
  };

  it('has nothing to say where all is as shipped', async () => {
    get.mockResolvedValueOnce({});
    expect(await checked()).toEqual({
      projectIdentities: true,
      admissionPolicy: 'InForce',
    });
    expect(get).toHaveBeenCalledWith(
      resource,
      { name: 'greenroom' },
      expect.objectContaining({ metadataOnly: true }),
    );
  });

  it.each([
    ['Missing', 404, /deploy\/admission\.yaml is not applied, so nothing/],
    ['Unknown', 403, /cannot be seen: cluster 'dev': 403/],
  ])('says %s on %s, and what follows', async (admissionPolicy, code, said) => {
    get.mockRejectedValueOnce(status(code));
    expect(await checked()).toEqual({
      projectIdentities: true,
      admissionPolicy,
      message: expect.stringMatching(said),
    });
  });

  it('tells a cluster that has no such policies from one that lacks ours', async () => {
    discovery.resource.mockReturnValueOnce(undefined);
    expect(await checked()).toMatchObject({
      admissionPolicy: 'NotServed',
      message: expect.stringContaining('Kubernetes 1.30'),
    });
  });

  it('says that projects have no identities here', async () => {
    get.mockResolvedValueOnce({});
    expect((await checked(false)).message).toBe(
      'Greenroom writes what is in projects with its own account, since greenroom.clusters.dev.projectIdentities.enabled is false.',
    );
  });

  it('keeps what it knows while the cluster does not answer', async () => {
    get.mockResolvedValueOnce({});
    const made = safeguards();
    expect(made.state().admissionPolicy).toBe('Unknown');
    await made.check();
    get.mockRejectedValueOnce(new UnreachableError('no answer'));
    await made.check();
    expect(made.state().admissionPolicy).toBe('InForce');
  });
});
