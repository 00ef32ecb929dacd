import { RenderContext, StatusContext } from '../target';
import { aCluster } from './cluster';
import { resolvedStandards } from './standards';

/** What it is rendered for: namespace `fraud` of a cluster without operators. */
export function aRenderContext(
  overrides: Partial<RenderContext> = {},
): RenderContext {
  return {
    project: 'fraud',
    namespace: 'fraud',
    cluster: aCluster(),
    resolved: resolvedStandards(),
    ...overrides,
  };
}

/** Ten minutes after the declaration; revision 1 is applied, capacity is not seen. */
export function aStatusContext(
  overrides: Partial<StatusContext> = {},
): StatusContext {
  return {
    ...aRenderContext(),
    now: Date.parse('2026-08-01T10:10:00.000Z'),
    appliedRevision: 1,
    ...overrides,
  };
}
