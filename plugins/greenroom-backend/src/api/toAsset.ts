import {
  Asset,
  assetEntityRef,
  AssetSummary,
  AssetVerb,
  namespaceOf,
  Phase,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { DeclarationWithStatus } from '../declarations/DeclarationStore';

/** An asset as the API shows it. */
export function toAsset(
  declaration: DeclarationWithStatus,
  can: AssetVerb[],
): Asset {
  const { id, kind, project, name, owner, cluster, target } = declaration;
  return {
    id,
    kind,
    project,
    name,
    title: titleOf(declaration),
    owner,
    cluster,
    namespace: namespaceOf(declaration),
    target,
    source: declaration.source,
    revision: declaration.revision,
    spec: declaration.spec,
    resolved: declaration.resolved,
    runState: declaration.runState,
    deletion: declaration.deletion,
    unclaimedSince: declaration.unclaimedSince,
    status: statusOf(declaration),
    entityRef: assetEntityRef(declaration),
    can,
    createdAt: declaration.createdAt,
    updatedAt: declaration.updatedAt,
  };
}

/** An asset as a row of the list. */
export function toSummary(declaration: DeclarationWithStatus): AssetSummary {
  const { id, kind, project, name, owner, cluster, updatedAt } = declaration;
  const { phase, stale, explanation } = statusOf(declaration);
  return {
    id,
    kind,
    project,
    name,
    title: titleOf(declaration),
    owner,
    cluster,
    phase,
    stale,
    summary: explanation?.summary,
    entityRef: assetEntityRef(declaration),
    unclaimedSince: declaration.unclaimedSince,
    updatedAt,
  };
}

function titleOf({ spec, name }: DeclarationWithStatus): string {
  return spec.title ?? name;
}

/** The last status, which never claims to know of a newer revision than was looked at. */
function statusOf(declaration: DeclarationWithStatus): Status {
  const { status, revision, updatedAt } = declaration;
  return status
    ? { ...status, revision, phase: phaseNow(status, declaration) }
    : {
        phase: 'Pending',
        revision,
        observedRevision: 0,
        observedAt: updatedAt,
        stale: false,
        conditions: [],
        steps: [],
        endpoints: [],
      };
}

/** What was asked for since the reconciler last looked counts at once. */
function phaseNow(
  { phase, revision: lookedAt }: Status,
  { deletion, revision }: DeclarationWithStatus,
): Phase {
  if (deletion) return 'Deleting';
  return phase === 'Ready' && lookedAt < revision ? 'Progressing' : phase;
}
