import { KubernetesObject } from '../kubernetes';
import { nodes } from './cluster';
import { events } from './events';
import { bounded, boundedEnd, withoutCredentials } from './meta';
import { pods } from './pods';
import { statefulSets } from './workloads';

const metadata = {
  name: 'explore-0',
  namespace: 'fraud',
  uid: 'u1',
  resourceVersion: '7',
  annotations: {
    'kubeflow-resource-stopped': '2026-01-01T00:00:00Z',
    'example.org/large': 'x'.repeat(10_000),
    'greenroom.dev/declared': '{"format":1,"spec":{}}',
  },
};
const object = (kind: string, fields: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind,
  metadata,
  ...fields,
});

describe('pods', () => {
  it('keeps what a status needs and drops the rest', () => {
    const seen = pods.project(
      object('Pod', {
        spec: {
          nodeName: 'a100-1',
          containers: [
            {
              env: [{ name: 'PASSWORD', value: 'secret' }],
              resources: {
                requests: { cpu: '1', 'nvidia.com/gpu': '2' },
                limits: { 'nvidia.com/gpu': '2' },
              },
            },
            { resources: { limits: { 'nvidia.com/gpu': '1' } } },
          ],
          initContainers: [
            { resources: { limits: { 'nvidia.com/gpu': '4' } } },
          ],
        },
        status: {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'explore',
              state: { waiting: { reason: 'ImagePullBackOff' } },
            },
          ],
        },
      }),
    );
    expect(seen).toMatchObject({
      nodeName: 'a100-1',
      devices: { 'nvidia.com/gpu': 4 },
      containers: [
        {
          name: 'explore',
          init: false,
          waiting: { reason: 'ImagePullBackOff' },
        },
      ],
    });
    expect(seen?.metadata.annotations).toEqual({
      'kubeflow-resource-stopped': '2026-01-01T00:00:00Z',
    });
    expect(JSON.stringify(seen)).not.toContain('secret');
  });

  it('bounds the messages of the cluster', () => {
    const seen = pods.project(
      object('Pod', { status: { message: 'x'.repeat(1_000_000) } }),
    );
    expect(seen?.message).toHaveLength(2001);
  });
});

describe('events', () => {
  it('knows the newest time and the object that it is about', () => {
    expect(
      events.project(
        object('Event', {
          type: 'Warning',
          reason: 'FailedScheduling',
          message: '0/5 nodes are available',
          series: { count: 3, lastObservedTime: '2026-01-01T00:00:03Z' },
          eventTime: '2026-01-01T00:00:01Z',
          involvedObject: { kind: 'Pod', name: 'explore-0' },
        }),
      ),
    ).toMatchObject({
      count: 3,
      lastSeen: '2026-01-01T00:00:03Z',
      involved: { kind: 'Pod', name: 'explore-0' },
    });
  });

  it('drops an event about nothing', () => {
    expect(events.project(object('Event', {}))).toBeUndefined();
  });
});

describe('nodes', () => {
  it('counts devices, and tells simulated nodes', () => {
    expect(
      nodes.project({
        ...object('Node', {
          status: {
            conditions: [{ type: 'Ready', status: 'True' }],
            allocatable: {
              cpu: '8',
              'nvidia.com/gpu': '8',
              'amd.com/gpu': '0',
            },
          },
        }),
        metadata: {
          ...metadata,
          annotations: { 'kwok.x-k8s.io/node': 'fake' },
        },
      }),
    ).toMatchObject({
      ready: true,
      simulated: true,
      allocatable: { 'nvidia.com/gpu': 8, 'amd.com/gpu': 0 },
    });
  });
});

describe('workloads', () => {
  it('takes an absent replica count for one, as the apiserver does', () => {
    expect(
      statefulSets.project(object('StatefulSet', { spec: {} })),
    ).toMatchObject({ replicas: 1, readyReplicas: 0 });
  });
});

describe('messages of the cluster', () => {
  it.each([
    [
      'Authorization: Bearer abcdefghijklmnopqrstuvwxyz',
      'Authorization: Bearer …',
    ],
    ['token eyJhbGciOi.eyJzdWIi.c2lnbmF0 was refused', 'token … was refused'],
    [
      'cannot clone https://dana:hunter2@git.example.org/x',
      'cannot clone https://…@git.example.org/x',
    ],
    [
      'http://localhost:8888/lab?token=0123456789abcdef&x=1',
      'http://localhost:8888/lab?token=…&x=1',
    ],
    [
      "jupyter lab --ServerApp.token='0123456789abcdef'",
      "jupyter lab --ServerApp.token='…'",
    ],
  ])('leave out the credential in "%s"', (said, kept) => {
    expect(bounded(said)).toBe(kept);
  });

  it.each([
    'pull access denied: www-authenticate: Bearer realm="https://auth.example.org/token"',
    'Failed to pull image "registry.example.org:5000/team/x@sha256:0a": not found',
    '0/6 nodes are available: 6 Insufficient nvidia.com/gpu.',
    '<img src=x onerror=alert(1)> is text, and stays so',
    'http://localhost:8888/lab?token=...',
    'max_tokens=4096 of tokens=123456789',
  ])('say the rest as it is: %s', said => {
    expect(bounded(said)).toBe(said);
  });

  it('leave out what only a terminal should obey', () => {
    expect(
      bounded('\u001b[31mfailed\u001b[0m\u0007\u0000, see\n\tline \u202e2'),
    ).toBe('failed, see\n\tline 2');
  });

  it('leave out a credential that the end cuts in two', () => {
    const token = `eyJ${'a'.repeat(40)}.${'b'.repeat(400)}.${'c'.repeat(40)}`;
    expect(bounded(`${'x'.repeat(1960)} ${token}`)).toBe(
      `${'x'.repeat(1960)} …`,
    );
    expect(bounded(`${'x'.repeat(80)} ${token}`, 100)).not.toContain('aaa');
  });

  it('keep the end of what a program said last, and no part of a credential in it', () => {
    const last = "ModuleNotFoundError: No module named 'torch'";
    expect(boundedEnd(`${'x'.repeat(3000)}\n${last}`)).toBe(
      `…${'x'.repeat(1999 - last.length)}\n${last}`,
    );
    expect(boundedEnd(last)).toBe(last);
    const token = `eyJ${'a'.repeat(40)}.${'b'.repeat(400)}.${'c'.repeat(40)}`;
    expect(boundedEnd(`${token} ${'x'.repeat(1900)}`)).toBe(
      `… ${'x'.repeat(1900)}`,
    );
    expect(boundedEnd(undefined)).toBeUndefined();
  });

  it('are bounded quickly, however long and nasty they are', () => {
    const began = performance.now();
    expect(bounded('://a:'.repeat(200_000))).toHaveLength(2001);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it.each(['eyJ-', '://a:', 'token =', 'bearer ', 'eyJa.'])(
    'of a megabyte of "%s" take no time',
    part => {
      const started = performance.now();
      withoutCredentials(part.repeat(1_000_000 / part.length));
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );
});
