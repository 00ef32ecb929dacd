import { ApiError, UnreachableError } from '@greenroom/controller-runtime';
import { classifyError } from './classifyError';
import {
  ForeignObjectError,
  NamespaceGoneError,
  NotServedError,
} from './errors';

const answer = (
  status: number,
  message: string,
  details?: ApiError['details'],
) =>
  new ApiError(`dev: PATCH answered ${status}: ${message}`, {
    status,
    body: { kind: 'Status', code: status, message, details },
  });

describe('classifyError', () => {
  // Messages of kube-apiserver 1.36.
  it.each([
    [
      'a quota',
      answer(
        403,
        'persistentvolumeclaims "explore-work" is forbidden: exceeded quota: greenroom-quota, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=0, limited: persistentvolumeclaims=0',
      ),
      'Denied',
      false,
    ],
    [
      'Pod Security',
      answer(
        403,
        'pods "explore-0" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
      ),
      'Denied',
      false,
    ],
    [
      'a webhook',
      answer(
        400,
        'admission webhook "vnotebook.example.org" denied the request: no',
      ),
      'Denied',
      false,
    ],
    [
      'the binding of a role that it may not bind',
      answer(
        403,
        'rolebindings.rbac.authorization.k8s.io "members-edit" is forbidden: user "greenroom" (groups=[]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}',
      ),
      'Forbidden',
      false,
    ],
    [
      'RBAC',
      answer(
        403,
        'services "explore" is forbidden: User "system:serviceaccount:greenroom-system:greenroom" cannot patch resource "services" in API group "" in the namespace "fraud"',
      ),
      'Forbidden',
      false,
    ],
    [
      'an identity that Greenroom may not act as',
      answer(
        403,
        'serviceaccounts "project-fraud" is forbidden: User "system:serviceaccount:greenroom-system:greenroom" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "greenroom-system"',
      ),
      'Forbidden',
      false,
    ],
    [
      'a project whose namespace goes, and the rights in it too',
      new NamespaceGoneError('fraud', 'going'),
      'Terminating',
      false,
    ],
    [
      'a project whose namespace is to be made anew',
      new NamespaceGoneError('fraud', 'gone'),
      'Error',
      true,
    ],
    [
      'a namespace on its way out',
      answer(
        403,
        'services "explore" is forbidden: unable to create new content in namespace fraud because it is being terminated',
        { causes: [{ reason: 'NamespaceTerminating' }] },
      ),
      'Terminating',
      false,
    ],
    [
      'another manager',
      answer(
        409,
        'Apply failed with 1 conflict: conflict with "kubectl" using v1: .spec.selector',
        {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl" using v1',
              field: '.spec.selector',
            },
          ],
        },
      ),
      'Conflict',
      false,
    ],
    ['a schema', answer(422, 'spec.ports: Required value'), 'Invalid', false],
    ['an expired token', answer(401, 'Unauthorized'), 'Forbidden', false],
    ['a busy server', answer(429, 'too many requests'), 'Error', true],
    ['a broken server', answer(500, 'etcdserver: timeout'), 'Error', true],
    ['no answer', new UnreachableError('refused'), 'Unreachable', true],
    [
      'a stranger',
      new ForeignObjectError('Service a/b', 'is'),
      'Foreign',
      false,
    ],
    ['a missing kind', new NotServedError('x/v1', 'Y'), 'Error', false],
    ['our own mistake', new TypeError('undefined'), 'Error', true],
  ])('sorts %s', (_, error, type, transient) => {
    expect(classifyError(error)).toMatchObject({ type, transient });
  });

  it('says what the cluster said, without the request', () => {
    expect(classifyError(answer(422, 'no')).message).toBe('no');
  });

  it('bounds what it repeats', () => {
    expect(
      classifyError(answer(422, 'x'.repeat(9_000))).message.length,
    ).toBeLessThan(1_100);
  });
});
