/**
 * Why a figure is not known:
 * - `notConfigured`: app-config names no Prometheus for the cluster
 * - `notReported`: Prometheus is not told; of a volume, mostly because nothing mounts it
 * - `unreachable`: Prometheus cannot be asked now, or what runs is not seen
 */
export const UNKNOWN_REASONS = [
  'notConfigured',
  'notReported',
  'unreachable',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** How full a volume of an asset is. */
export interface VolumeUsage {
  /** As the declaration calls it. */
  name: string;
  /** Its PersistentVolumeClaim. */
  claim: string;
  /** A quantity, such as `20Gi`. */
  requested?: string;
  /** What it really has; both are absent when they are not known. */
  capacityBytes?: number;
  usedBytes?: number;
  /** ISO 8601: when Prometheus was asked. */
  observedAt?: string;
  unknown?: UnknownReason;
}

/** What the accelerators do that an asset's pods hold. */
export interface AcceleratorUse {
  /** The busiest of them, at its busiest within the last five minutes: from 0 to 1. Absent when it is not known. */
  activity?: number;
  /** ISO 8601: since when none has done anything; absent while one does. */
  idleSince?: string;
  /** Since before that even: no further is looked back. */
  idleLonger?: boolean;
  /** ISO 8601: when Prometheus was asked. */
  observedAt?: string;
  unknown?: UnknownReason;
}

/** What only metrics tell of an asset. Answer of `GET …/usage`. */
export interface AssetUsage {
  volumes: VolumeUsage[];
  /** Absent: its pods hold none now. */
  accelerator?: AcceleratorUse;
}
