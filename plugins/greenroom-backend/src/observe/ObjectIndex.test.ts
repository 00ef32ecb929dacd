import {
  Interest,
  Seen,
  SeenEvent,
  SeenQueueEntry,
} from '@greenroom/backstage-plugin-greenroom-node';
import { InterestIndex } from './InterestIndex';
import { ObjectIndex } from './ObjectIndex';

const LABEL = 'notebook-name';
const SELECTORS = { labels: [LABEL], controllers: ['Notebook'] };

const pod = (name: string, labels = {}, namespace = 'fraud'): Seen => ({
  kind: 'Pod',
  metadata: {
    name,
    namespace,
    labels,
    uid: `${namespace}/${name}`,
    resourceVersion: '1',
  },
});

const event = (kind: string, name: string): SeenEvent => ({
  ...pod(`${name}.1`),
  kind: 'Event',
  type: 'Warning',
  reason: 'FailedScheduling',
  message: '',
  count: 1,
  lastSeen: '',
  involved: { kind, name },
});

const interest = (by: Interest['by'], namespace = 'fraud'): Interest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace,
  by,
});

describe('ObjectIndex', () => {
  const find = (objects: Seen[], by: Interest['by']) => {
    const index = new ObjectIndex(SELECTORS);
    objects.forEach(object => index.add(object));
    return [...index.find(interest(by))].map(({ metadata }) => metadata.name);
  };

  it('finds by name', () => {
    expect(find([pod('a'), pod('b')], { name: 'b' })).toEqual(['b']);
  });

  it('finds by label, and never across namespaces', () => {
    const objects = [
      pod('a', { [LABEL]: 'explore' }),
      pod('b', { [LABEL]: 'other' }),
      pod('c', { [LABEL]: 'explore' }, 'elsewhere'),
    ];
    expect(find(objects, { label: LABEL, value: 'explore' })).toEqual(['a']);
  });

  it('finds by the controller, of the kinds that are asked for', () => {
    const controlled = (name: string, kind: string, controller = true) => {
      const { metadata, ...rest } = pod(name);
      const owner = { apiVersion: 'v1', kind, name: 'explore', uid: '1' };
      return {
        ...rest,
        metadata: {
          ...metadata,
          ownerReferences: [{ ...owner, controller }],
        },
      };
    };
    const objects = [
      controlled('nb-x7k2p', 'Notebook'),
      controlled('owned', 'Notebook', false),
      controlled('other', 'Team'),
    ];
    expect(find(objects, { controller: 'Notebook/explore' })).toEqual([
      'nb-x7k2p',
    ]);
    expect(find(objects, { controller: 'Team/explore' })).toEqual([]);
  });

  it('finds events by what they are about, and by how its name starts', () => {
    const objects = [
      event('Pod', 'churn-predictor-5d-x'),
      event('Pod', 'churnable-1'),
      event('Deployment', 'churn-predictor'),
    ];
    expect(find(objects, { involved: 'Deployment/churn-predictor' })).toEqual([
      'churn-predictor.1',
    ]);
    expect(find(objects, { involvedPrefix: 'Pod/churn-' })).toEqual([
      'churn-predictor-5d-x.1',
    ]);
  });

  it('finds entries of queues by what is queued', () => {
    const entry: SeenQueueEntry = {
      ...pod('statefulset-explore-8d4b2'),
      kind: 'Workload',
      involved: { kind: 'StatefulSet', name: 'explore' },
      active: true,
      conditions: [],
      checks: [],
    };
    expect(find([entry], { involved: 'StatefulSet/explore' })).toEqual([
      'statefulset-explore-8d4b2',
    ]);
  });

  it('forgets', () => {
    const index = new ObjectIndex(SELECTORS);
    index.add(pod('a'));
    index.remove(pod('a'));
    expect([...index.find(interest({ name: 'a' }))]).toEqual([]);
  });
});

describe('InterestIndex', () => {
  const pods = { apiVersion: 'v1', kind: 'Pod', ...SELECTORS };
  const concerned = (index: InterestIndex, object: Seen) => [
    ...index.concerned(pods, object),
  ];

  it('names exactly the declarations that a change concerns', () => {
    const index = new InterestIndex();
    index.set('one', [interest({ name: 'a' })]);
    index.set('two', [interest({ label: LABEL, value: 'explore' })]);
    index.set('three', [interest({ name: 'a' }, 'elsewhere')]);
    expect(concerned(index, pod('a', { [LABEL]: 'explore' }))).toEqual([
      'one',
      'two',
    ]);
  });

  it('replaces and removes interests', () => {
    const index = new InterestIndex();
    index.set('one', [interest({ name: 'a' })]);
    index.set('one', [interest({ name: 'b' })]);
    expect(concerned(index, pod('a'))).toEqual([]);
    expect(concerned(index, pod('b'))).toEqual(['one']);
    index.remove('one');
    expect(concerned(index, pod('b'))).toEqual([]);
  });
});
