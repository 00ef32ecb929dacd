import { Status } from '@greenroom/backstage-plugin-greenroom-common';
import { Knex } from 'knex';
import {
  startPostgres,
  startSqlite,
  storeForEach,
} from '../../__testUtils__/databases';
import { DatabaseDeclarationStore } from '../../declarations/DatabaseDeclarationStore';
import {
  idsInPhase,
  newStatus,
  nextSequence,
  saveStatuses,
  statusOf,
} from './statuses';

jest.setTimeout(60_000);

const status = (phase: Status['phase']): Status => ({
  phase,
  revision: 1,
  observedRevision: 1,
  observedAt: '2026-11-23T12:00:00.000Z',
  stale: false,
  conditions: [],
  steps: [],
  endpoints: [],
});

describe('newStatus', () => {
  it('is undefined when only time has passed', () => {
    const later = {
      ...status('Ready'),
      observedAt: '2026-11-24T12:00:00.000Z',
    };
    expect(newStatus(status('Ready'), later)).toBeUndefined();
    expect(newStatus(status('Pending'), later)).toEqual(later);
    expect(newStatus(undefined, later)).toEqual(later);
  });
});

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('statuses on %s', (_name, start) => {
  let knex: Knex;
  let store: DatabaseDeclarationStore;

  storeForEach(start, (...made) => {
    [store, knex] = made;
  });

  const project = async (name: string) => {
    const { declaration } = await store.declare({
      ref: { kind: 'Project', project: name, name },
      spec: { owner: 'group:default/fraud' },
      resolved: {},
      source: { type: 'api' },
      owner: 'group:default/fraud',
      cluster: 'dev',
      author: 'user:default/dana',
    });
    return declaration.id;
  };
  const saveAll = (ids: string[], phase: Status['phase']) =>
    knex.transaction(transaction =>
      saveStatuses(
        transaction,
        ids.map(id => ({ id, status: status(phase) })),
      ),
    );
  const save = async (id: string, phase: Status['phase']) =>
    (await saveAll([id], phase)).get(id)!;

  it('keeps the last one of each declaration', async () => {
    const id = await project('fraud');
    await saveAll([id], 'Pending');
    await saveAll([id], 'Ready');
    expect(await statusOf(knex, id)).toMatchObject({ phase: 'Ready' });
    expect(await idsInPhase(knex, 'dev', 'Ready')).toEqual([id]);
    expect(await idsInPhase(knex, 'dev', 'Pending')).toEqual([]);
  });

  it('gives no two changes the same number: the second would pass for a repetition', async () => {
    const ids = await Promise.all(['fraud', 'risk', 'leaving'].map(project));
    const [fraud, risk, leaving] = ids;
    const together = await Promise.all(ids.map(id => save(id, 'Ready')));
    await store.purge(leaving);
    const removal = await nextSequence(knex);
    const both = await saveAll([fraud, risk], 'Pending');
    const after = [
      both.get(fraud)!,
      both.get(risk)!,
      await save(fraud, 'Stopped'),
    ];
    const all = [...together.sort((a, b) => a - b), removal, ...after];
    expect([...all].sort((a, b) => a - b)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });
});
