import { UnknownReason } from '@greenroom/backstage-plugin-greenroom-common';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
/** A volume that is fuller leaves little time to do something about it. */
const NEARLY_FULL = 0.85;

/** `12.4 of 20 GiB used`: both in the unit that suits the whole. */
export function fillText(usedBytes: number, capacityBytes: number): string {
  const power = Math.min(
    Math.max(Math.floor(Math.log2(capacityBytes) / 10), 0),
    UNITS.length - 1,
  );
  const inUnit = (bytes: number) =>
    Math.round((bytes / 2 ** (10 * power)) * 10) / 10;
  const used = inUnit(usedBytes);
  return `${usedBytes > 0 && used === 0 ? 'less than 0.1' : used} of ${inUnit(
    capacityBytes,
  )} ${UNITS[power]} used`;
}

export function isNearlyFull(
  usedBytes: number,
  capacityBytes: number,
): boolean {
  return usedBytes > NEARLY_FULL * capacityBytes;
}

const WHY: Record<UnknownReason, string> = {
  notConfigured:
    'Greenroom has not been told where the metrics of this cluster are',
  notReported: 'the metrics of this cluster do not tell',
  unreachable: 'the metrics of this cluster cannot be read now',
};
const WHY_OF_VOLUMES: Record<UnknownReason, string> = {
  ...WHY,
  notReported:
    'volumes are measured only while they are in use, and not on every kind of storage',
};

/** Why nobody knows how full a volume is. */
export const whyFillUnknown = (reason: UnknownReason) => WHY_OF_VOLUMES[reason];
/** Why nobody knows what an accelerator does. */
export const whyActivityUnknown = (reason: UnknownReason) => WHY[reason];
