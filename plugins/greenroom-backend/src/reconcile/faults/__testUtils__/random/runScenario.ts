import {
  answers,
  delays,
  losesAnswer,
  resets,
  WRITES,
} from '@greenroom/controller-runtime/testing';
import { isNotFound, KubernetesObject } from '@greenroom/controller-runtime';
import { uniqueNamespace } from '@greenroom/devcluster';
import { Knex } from 'knex';
import { StoredDeclaration } from '../../../../declarations/DeclarationStore';
import {
  EngineHarness,
  eventually,
  RESOURCES,
} from '../../../__testUtils__/EngineHarness';
import { expectInventoryExact, STORAGE } from '../assets';
import { EngineProcess, FaultBench } from '../faultBench';
import { Expected, modelOf, Step, stepsOf } from './scenario';

const CONVERGED_MS = 45_000;
const EXPIRED =
  '{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version"}}';

function whatRuns(set: KubernetesObject) {
  const { metadata, spec } = set as KubernetesObject & {
    spec: {
      template: {
        spec: { containers: { env: { name: string; value?: string }[] }[] };
      };
    };
  };
  const { env } = spec.template.spec.containers[0];
  return {
    title: metadata.annotations?.['openshift.io/display-name'],
    level: env.find(({ name }) => name === 'LEVEL')?.value,
  };
}

class Run {
  readonly #bench: FaultBench;
  readonly #database: Knex;
  /** What people see and do: nothing goes wrong with it, and its engine never runs. */
  readonly #people: EngineHarness;
  readonly #ns: string;
  readonly #project: StoredDeclaration;
  readonly #declared = new Map<string, StoredDeclaration>();
  #process: EngineProcess;

  private constructor(
    bench: FaultBench,
    database: Knex,
    people: EngineHarness,
    process: EngineProcess,
    ns: string,
    project: StoredDeclaration,
  ) {
    this.#bench = bench;
    this.#database = database;
    this.#people = people;
    this.#process = process;
    this.#ns = ns;
    this.#project = project;
  }

  static async begin(bench: FaultBench): Promise<Run> {
    const database = await bench.newDatabase();
    const process = await bench.process(database);
    const { cluster, kubectl } = bench;
    const { lease } = process;
    const people = await EngineHarness.create({
      knex: database,
      cluster,
      kubectl,
      lease,
    });
    const ns = uniqueNamespace('random');
    const project = await people.project(ns);
    await process.engine.start();
    return new Run(bench, database, people, process, ns, project);
  }

  async end(): Promise<void> {
    await this.#process.engine.stop();
    await this.#people.engine.stop();
    await this.#bench.kubectl
      .delete(RESOURCES.namespaces, { name: this.#ns })
      .catch(error => {
        if (!isNotFound(error)) throw error;
      });
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'declare':
        return this.#declare(step);
      case 'delete':
        return this.#delete(step);
      case 'drift':
        return this.#drift(step);
      case 'fault':
        return this.#fault(step);
      case 'databaseFault': {
        const { after, times } = step;
        this.#process.database.fail({ after, times });
        return undefined;
      }
      case 'crash':
        await this.#process.crash();
        this.#process = await this.#bench.process(this.#database);
        return this.#process.engine.start();
      default:
        return new Promise(resolve => setTimeout(resolve, step.ms));
    }
  }

  async converge(expected: Map<string, Expected>): Promise<void> {
    this.#process.proxy.heal();
    await eventually(async () => {
      await this.#expectApplied(this.#project);
      for (const [name, { declared }] of expected) {
        const known = this.#declared.get(name);
        if (declared) await this.#expectApplied(known!);
        else if (known) expect(await this.#isGone(known)).toBe(true);
      }
    }, CONVERGED_MS);
    for (const [name, what] of expected) await this.#expectThere(name, what);
    await expectInventoryExact(this.#people, this.#ns);
  }

  async #declare(step: Extract<Step, { do: 'declare' }>): Promise<void> {
    const { name, title, level } = step;
    const before = this.#declared.get(name);
    // Its name is free once what was deleted has gone.
    if (before?.deletion) {
      await eventually(
        async () => expect(await this.#isGone(before)).toBe(true),
        CONVERGED_MS,
      );
    }
    const declaration = await this.#people.workbench(this.#ns, name, {
      ...STORAGE,
      title,
      env: [{ name: 'LEVEL', value: level }],
    });
    this.#declared.set(name, declaration);
    this.#process.engine.enqueue(declaration);
  }

  async #delete(step: Extract<Step, { do: 'delete' }>): Promise<void> {
    const { name, deleteData } = step;
    const declaration = this.#declared.get(name);
    if (!declaration || declaration.deletion) return;
    const deletion = { by: 'user:default/dana', at: '', deleteData };
    await this.#people.store.markDeleted(declaration.id, deletion);
    this.#declared.set(name, { ...declaration, deletion });
    this.#process.engine.enqueue(declaration);
  }

  async #drift(step: Extract<Step, { do: 'drift' }>): Promise<void> {
    const { kubectl } = this.#bench;
    const ref = { namespace: this.#ns, name: step.name };
    const patch = (body: object) =>
      kubectl.mergePatch(RESOURCES.services, ref, body, {
        fieldManager: 'kubectl-edit',
      });
    try {
      switch (step.how) {
        case 'edit':
          await patch({ spec: { selector: { 'example.org/edited': 'yes' } } });
          break;
        case 'unlabel':
          await patch({
            metadata: { labels: { 'app.kubernetes.io/managed-by': null } },
          });
          break;
        default:
          await kubectl.delete(RESOURCES.services, ref);
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #fault({ fault, after, times }: Extract<Step, { do: 'fault' }>): void {
    const { proxy } = this.#process;
    const writes = { verb: WRITES };
    const occurrence = { after, times };
    switch (fault) {
      case 'fails':
        proxy.fault({}, answers(500), occurrence);
        break;
      case 'throttles':
        proxy.fault({}, answers(429, { retryAfter: 1 }), occurrence);
        break;
      case 'resets':
        proxy.fault({}, resets, occurrence);
        break;
      case 'losesAnswer':
        proxy.fault(writes, losesAnswer, occurrence);
        break;
      case 'delays':
        proxy.fault({}, delays({ before: 200, after: 200 }), occurrence);
        break;
      case 'lags':
        proxy.holdEvents();
        break;
      case 'cutsWatches':
        proxy.cutWatches();
        break;
      default:
        proxy.inject(EXPIRED);
    }
  }

  async #isGone({ id }: StoredDeclaration): Promise<boolean> {
    return (await this.#people.store.getById(id)) === undefined;
  }

  /** What waits because it restarts what runs is agreed to. */
  async #expectApplied({ id }: StoredDeclaration): Promise<void> {
    const status = await this.#people.status({ id });
    const declaration = await this.#people.store.getById(id);
    if (status?.pendingUpdate) {
      const at = new Date().toISOString();
      await this.#people.store.setConsent(id, { by: 'user:default/dana', at });
      this.#process.engine.enqueue(declaration!);
    }
    expect(status).toMatchObject({
      phase: 'Ready',
      observedRevision: declaration?.revision,
    });
  }

  async #expectThere(
    name: string,
    { declared, volume }: Expected,
  ): Promise<void> {
    const { claims, services, statefulSets } = RESOURCES;
    const { exists } = this.#people;
    const set = await exists(statefulSets, this.#ns, name);
    const service = await exists(services, this.#ns, name);
    const claim = await exists(claims, this.#ns, `${name}-work`);
    if (volume !== undefined) {
      expect({ name, volume: !!claim }).toEqual({ name, volume });
    }
    expect({ name, set: !!set, service: !!service }).toEqual({
      name,
      set: !!declared,
      service: !!declared,
    });
    if (set) expect(whatRuns(set)).toEqual(declared);
  }
}

/**
 * Lets happen what a seed says, takes the faults away, and waits until the
 * cluster is as the model says. Rejects with the steps when it does not become so.
 */
export async function runScenario(
  bench: FaultBench,
  seed: number,
): Promise<void> {
  const steps = stepsOf(seed);
  const run = await Run.begin(bench);
  try {
    for (const step of steps) await run.take(step);
    await run.converge(modelOf(steps));
  } catch (error) {
    const story = steps.map(step => JSON.stringify(step)).join('\n  ');
    throw new Error(
      `seed ${seed} did not converge (replay: GREENROOM_SEED=${seed}):\n  ${story}\n${
        error instanceof Error ? error.stack : error
      }`,
    );
  } finally {
    await run.end();
  }
}
