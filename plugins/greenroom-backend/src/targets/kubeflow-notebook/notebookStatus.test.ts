import { ResolvedStandards } from '@greenroom/backstage-plugin-greenroom-common';
import { SeenPod } from '@greenroom/backstage-plugin-greenroom-node';
import { SeenNotebook } from './notebooks';
import { notebookStatus } from './notebookStatus';
import {
  aClaim,
  anEvent,
  aPod,
  aStatusContext,
  aWorkbench,
  aWorkload,
  resolvedStandards,
  seen,
  seenSoFar,
  someMetadata,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';

const aNotebook = (annotations?: Record<string, string>): SeenNotebook => ({
  kind: 'Notebook',
  metadata: someMetadata('explore', { annotations }),
});
/** As the controller makes it for its Notebook. */
const aStatefulSet = (name = 'explore', notebook = 'explore') =>
  aWorkload('StatefulSet', name, {
    metadata: someMetadata(name, {
      ownerReferences: [
        {
          apiVersion: 'kubeflow.org/v1',
          kind: 'Notebook',
          name: notebook,
          uid: '1',
          controller: true,
        },
      ],
    }),
  });
const there = [aNotebook(), aStatefulSet(), aClaim('explore-work')];
const context = aStatusContext();
const status = (...objects: Parameters<typeof seen>) =>
  notebookStatus(aWorkbench(), seen(...objects), context);

describe('notebookStatus', () => {
  it('leads to where Open Data Hub opens it, where it also has a token of ours', () => {
    const host = 'data-science-gateway.apps.example.org';
    const endpoints = (resolved: Partial<ResolvedStandards>) =>
      notebookStatus(aWorkbench(), seen(...there, aPod().ready()), {
        ...context,
        cluster: {
          ...context.cluster,
          exposure: { via: { type: 'openDataHub', host } },
        },
        resolved: resolvedStandards(resolved),
      }).endpoints.filter(({ reachableFrom }) => reachableFrom === 'browser');
    expect(endpoints({ authentication: 'token' })).toMatchObject([
      { url: `https://${host}/notebook/fraud/explore/` },
    ]);
    expect(endpoints({})).toEqual([]);
  });

  it('is Ready when its pod is, with the time of every step that the cluster tells', () => {
    const ready = status(...there, aPod().ready());
    expect(ready).toMatchObject({
      phase: 'Ready',
      observedRevision: 1,
      stale: false,
      endpoints: [{ url: 'http://explore.fraud.svc/notebook/fraud/explore/' }],
    });
    expect(ready.explanation).toBeUndefined();
    expect(ready.steps).toEqual([
      { name: 'Requested', state: 'done', at: '2026-08-01T10:00:00.000Z' },
      { name: 'Scheduled', state: 'done', at: '2026-08-01T10:01:00Z' },
      { name: 'Volumes ready', state: 'done', at: '2026-08-01T10:01:00Z' },
      { name: 'Image pulled', state: 'done' },
      { name: 'Started', state: 'done', at: '2026-08-01T10:01:00Z' },
      { name: 'Ready', state: 'done', at: '2026-08-01T10:01:00Z' },
    ]);
    expect(ready.conditions.map(({ type, status: s }) => [type, s])).toEqual([
      ['Applied', 'True'],
      ['Scheduled', 'True'],
      ['VolumesReady', 'True'],
      ['ImagesPulled', 'True'],
      ['Started', 'True'],
      ['Ready', 'True'],
    ]);
  });

  it('shows the step that it is at', () => {
    const starting = status(...there, aPod().waiting('ContainerCreating'));
    expect(starting.phase).toBe('Progressing');
    expect(starting.steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'active',
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  it('shows the step that failed, and that an image is there that another container had', () => {
    const image = 'registry.example.org/workbench/pytorch:2026.2';
    const cloning = aPod()
      .running()
      .crashing({ reason: 'Error', exitCode: 128 }, { init: true, image })
      .build();
    const main = {
      ...cloning.containers[0],
      name: 'explore',
      init: false,
      restartCount: 0,
      waiting: { reason: 'PodInitializing' },
      lastTerminated: undefined,
    };
    const states = (pod: SeenPod) =>
      status(...there, pod).steps.map(({ state }) => state);
    const [clone] = cloning.containers;
    const before = ['done', 'done', 'done'];
    expect(states({ ...cloning, containers: [clone, main] })).toEqual([
      ...before,
      ...['done', 'failed', 'waiting'],
    ]);
    const other = { ...main, image: 'registry.example.org/other:1' };
    expect(states({ ...cloning, containers: [clone, other] })).toEqual([
      ...before,
      ...['waiting', 'failed', 'waiting'],
    ]);
  });

  it('is not Ready on the revision before', () => {
    expect(
      notebookStatus(
        aWorkbench({ revision: 2 }),
        seen(...there, aPod().ready()),
        context,
      ),
    ).toMatchObject({ phase: 'Progressing', revision: 2, observedRevision: 1 });
  });

  it('is Stopped by the annotation, but not by Open Data Hub’s start lock', () => {
    const stopped = (value: string) =>
      status(aNotebook({ 'kubeflow-resource-stopped': value }), aStatefulSet())
        .phase;
    expect(stopped('2026-08-01T10:00:00Z')).toBe('Stopped');
    expect(stopped('odh-notebook-controller-lock')).toBe('Progressing');
  });

  it('says when nobody has made anything of it', () => {
    expect(status(aNotebook())).toMatchObject({
      phase: 'Pending',
      explanation: {
        reason: 'ControllerSilent',
        chain: [{ object: 'Notebook fraud/explore' }],
      },
    });
    const { createdAt } = aWorkbench();
    const soon = { ...context, now: Date.parse(createdAt) + 60_000 };
    expect(notebookStatus(aWorkbench(), seen(aNotebook()), soon)).toMatchObject(
      {
        phase: 'Progressing',
        explanation: undefined,
      },
    );
  });

  it('tells a quota refusal, which leaves no trace on the Notebook', () => {
    const event = anEvent(
      'StatefulSet/explore',
      'FailedCreate',
      'create Pod explore-0 in StatefulSet explore failed error: pods "explore-0" is forbidden: exceeded quota: greenroom-quota, requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=2, limited: requests.nvidia.com/gpu=2',
    );
    expect(status(...there, event)).toMatchObject({
      phase: 'Pending',
      explanation: {
        reason: 'QuotaExceeded',
        summary:
          'The project\'s quota "greenroom-quota" is used up: 2 of 2 NVIDIA GPU in use, 1 more asked for.',
        chain: [
          { object: 'Notebook fraud/explore' },
          { object: 'StatefulSet fraud/explore' },
        ],
      },
    });
    expect(status(...there, event, aPod().ready()).phase).toBe('Ready');
  });

  describe('with a name too long for a StatefulSet', () => {
    const name = 'n'.repeat(53);
    const statusOf = (...objects: Parameters<typeof seen>) =>
      notebookStatus(
        aWorkbench({ name }),
        seen(
          { kind: 'Notebook', metadata: someMetadata(name) },
          aStatefulSet('nb-x7k2p', name),
          aStatefulSet('nb-other', 'another'),
          ...objects,
        ),
        context,
      );
    const refusal = (statefulSet: string) =>
      anEvent(
        `StatefulSet/${statefulSet}`,
        'FailedCreate',
        `create Pod ${statefulSet}-0 in StatefulSet ${statefulSet} failed error: pods "${statefulSet}-0" is forbidden: exceeded quota: greenroom-quota, requested: pods=1, used: pods=2, limited: pods=2`,
      );

    it('knows its pod by the StatefulSet that it controls', () => {
      expect(statusOf(aPod('nb-x7k2p-0').ready()).phase).toBe('Ready');
      expect(statusOf(aPod('nb-other-0').ready()).phase).toBe('Progressing');
    });

    it('tells what that was refused, and not what another one was', () => {
      expect(statusOf(refusal('nb-x7k2p'))).toMatchObject({
        phase: 'Pending',
        explanation: {
          reason: 'QuotaExceeded',
          chain: [
            { object: `Notebook fraud/${name}` },
            { object: 'StatefulSet fraud/nb-x7k2p' },
          ],
        },
      });
      expect(statusOf(refusal('nb-other')).phase).toBe('Progressing');
    });
  });

  it('never says Ready while the cluster is not seen, and keeps what it knew otherwise', () => {
    const stale = { ...context, staleSince: '2026-08-01T10:05:00Z' };
    const seenStale = (pod: ReturnType<typeof aPod>) =>
      notebookStatus(aWorkbench(), seen(...there, pod), stale);
    expect(seenStale(aPod().ready())).toMatchObject({
      phase: 'Unknown',
      stale: true,
      explanation: { reason: 'Stale' },
    });
    expect(seenStale(aPod().outOfMemory())).toMatchObject({
      phase: 'Failed',
      stale: true,
      explanation: { reason: 'OutOfMemory' },
    });
  });

  it('is Unknown, not absent, before the watches are in sync', () => {
    expect(notebookStatus(aWorkbench(), seenSoFar(), context).phase).toBe(
      'Unknown',
    );
    expect(status().phase).toBe('Pending');
  });

  it('does not call what runs unwell because the cluster cannot be written', () => {
    const failure = {
      object: 'Notebook fraud/explore',
      type: 'Unreachable',
      message: 'connect ECONNREFUSED',
      since: '2026-08-01T10:05:00Z',
    } as const;
    expect(
      notebookStatus(aWorkbench(), seen(...there, aPod().ready()), {
        ...context,
        failure,
      }),
    ).toMatchObject({
      phase: 'Progressing',
      explanation: { reason: 'ClusterUnreachable' },
    });
  });

  it('lists the volumes that a deletion keeps', () => {
    const deletion = { by: 'user:default/ada', at: '', deleteData: false };
    expect(
      notebookStatus(aWorkbench({ deletion }), seen(...there), context),
    ).toMatchObject({
      phase: 'Deleting',
      kept: ['PersistentVolumeClaim fraud/explore-work'],
    });
  });
});
