import { ConflictError, InputError } from '@backstage/errors';
import {
  CheckFinding,
  ConnectionCheck,
  connectionSecret,
  connectionSource,
  connectionValueIssues,
  ConnectionValues,
  requiredSecretKeys,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { isOfKind } from '../declarations/isOfKind';
import { Engine } from '../reconcile/Engine';
import { explainMissing } from '../status/causes';
import { CheckLimits } from './CheckLimits';
import { ConnectionChecker } from './ConnectionChecker';
import { FindingError } from './FindingError';

/** Checks of connections that are declared. Who may ask for one is the caller's business. */
export class ConnectionChecks {
  readonly #engine: Pick<Engine, 'values'>;
  readonly #checker: Pick<ConnectionChecker, 'check'>;
  readonly #limits = new CheckLimits();

  constructor(options: {
    engine: Pick<Engine, 'values'>;
    checker: Pick<ConnectionChecker, 'check'>;
  }) {
    this.#engine = options.engine;
    this.#checker = options.checker;
  }

  /**
   * Checks a connection with the values that its Secret has now.
   *
   * @throws InputError for another kind, ConflictError when it is being deleted
   * @throws TooManyRequestsError, ServiceUnavailableError when the cluster cannot be reached
   */
  async run(
    declaration: StoredDeclaration,
    caller: string,
  ): Promise<ConnectionCheck> {
    if (!isOfKind(declaration, 'Connection')) {
      throw new InputError(
        `Only a Connection can be checked, not a ${declaration.kind}`,
      );
    }
    if (declaration.deletion) {
      throw new ConflictError(
        `${stringifyAssetRef(declaration)} is being deleted`,
      );
    }
    const { id, spec } = declaration;
    return this.#limits.run({ id, caller }, async () => {
      const began = performance.now();
      const finding = await this.#checker.check(spec, async () =>
        requireUsable(declaration, await this.#engine.values(declaration)),
      );
      const ms = Math.round(performance.now() - began);
      return { ...finding, checkedAt: new Date().toISOString(), ms };
    });
  }
}

/** @throws FindingError when they would not do; it says nothing of them */
function requireUsable(
  { name, spec }: StoredDeclaration<'Connection'>,
  values: ConnectionValues | undefined,
): ConnectionValues {
  const missing = requiredSecretKeys(spec.type).filter(key => !values?.[key]);
  if (missing.length) {
    const { summary, fixes } = explainMissing({
      name: connectionSecret(name, spec),
      source: connectionSource(spec),
      keys: missing,
      absent: values === undefined,
    });
    throw new FindingError(
      incomplete('SecretMissing', summary, fixes[0]?.text),
    );
  }
  const [issue] = connectionValueIssues(spec.type, values ?? {});
  if (issue) {
    const what = issue.field.replace(/^values\./, '');
    throw new FindingError(
      incomplete(
        'ValuesUnfit',
        `${what} ${issue.message}.`,
        spec.values
          ? 'Supply the values once more.'
          : 'Have it corrected where the Secret comes from.',
      ),
    );
  }
  return values ?? {};
}

function incomplete(
  reason: string,
  message: string,
  fix: string | undefined,
): CheckFinding {
  const text = `Nothing was sent. ${message}`;
  return { outcome: 'incomplete', reason, message: text, fix };
}
