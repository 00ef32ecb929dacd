/**
 * Hooks, the API reference and small components that show Greenroom assets.
 *
 * @packageDocumentation
 */
export { failureKind, failureText } from './api/failure';
export type { FailureKind } from './api/failure';
export { greenroomApiRef } from './api/greenroomApiRef';
export { AssetCard } from './components/AssetCard';
export type { AssetCardProps } from './components/AssetCard';
export { Explanation } from './components/Explanation';
export type { ExplanationProps } from './components/Explanation';
export { LiveContent } from './components/LiveContent';
export type { LiveContentProps } from './components/LiveContent';
export { PhaseBadge } from './components/PhaseBadge';
export { PhaseLine } from './components/PhaseLine';
export { safeHref } from './components/safeHref';
export { SimulatedBadge } from './components/SimulatedBadge';
export { Steps } from './components/Steps';
export { TimeAgo } from './components/TimeAgo';
export { timeAgo } from './components/formatTimeAgo';
export { entityAssetRef } from './hooks/entityAssetRef';
export { useAsset } from './hooks/useAsset';
export type { AssetResult } from './hooks/useAsset';
export { LIST_LIMIT, useAssets } from './hooks/useAssets';
export type { AssetRows } from './hooks/useAssets';
export { useCapacity } from './hooks/useCapacity';
export { useClaims } from './hooks/useClaims';
export { useClusters } from './hooks/useClusters';
export { useObservedAssets } from './hooks/useObservedAssets';
export { useContainers } from './hooks/useContainers';
export { useLog } from './hooks/useLog';
export { useNow } from './hooks/useNow';
export { useUsage } from './hooks/useUsage';
export { useImagePolicy, useStandards } from './hooks/useStandards';
export { useLive } from './live/useLive';
export type { LiveQuestion, LiveResult } from './live/useLive';
export type { LiveChannel, LiveSnapshot, SignalSource } from './live/LiveQuery';
